;; Matrix products in whole numbers: 16-bit inputs by 8-bit weights, summed in 32 bits, for four tokens
;; at a time.
(module
  (memory (export "memory") 1)

  ;; inputs: for each block of four tokens, and for each eight inputs, those of the first token, of
  ;; the second, the third and the fourth. width: the inputs of a token, a multiple of 16. weights:
  ;; rows, stride bytes apart. out: for each row the sums of all tokens.
  (func (export "multiply")
    (param $inputs i32) (param $blocks i32) (param $width i32)
    (param $weights i32) (param $rows i32) (param $stride i32) (param $out i32)
    (local $in i32) (local $block i32) (local $w i32) (local $left i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $x v128) (local $y v128)
    (loop $row
      (local.set $in (local.get $inputs))
      (local.set $block (local.get $blocks))
      (loop $next
        (local.set $w (local.get $weights))
        (local.set $left (local.get $width))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $c (v128.const i32x4 0 0 0 0))
        (local.set $d (v128.const i32x4 0 0 0 0))
        (loop $sixteen
          (local.set $x (v128.load8x8_s (local.get $w)))
          (local.set $y (v128.load8x8_s offset=8 (local.get $w)))
          (local.set $a (i32x4.add (local.get $a) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $x) (v128.load (local.get $in)))
            (i32x4.dot_i16x8_s (local.get $y) (v128.load offset=64 (local.get $in))))))
          (local.set $b (i32x4.add (local.get $b) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=16 (local.get $in)))
            (i32x4.dot_i16x8_s (local.get $y) (v128.load offset=80 (local.get $in))))))
          (local.set $c (i32x4.add (local.get $c) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=32 (local.get $in)))
            (i32x4.dot_i16x8_s (local.get $y) (v128.load offset=96 (local.get $in))))))
          (local.set $d (i32x4.add (local.get $d) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=48 (local.get $in)))
            (i32x4.dot_i16x8_s (local.get $y) (v128.load offset=112 (local.get $in))))))
          (local.set $w (i32.add (local.get $w) (i32.const 16)))
          (local.set $in (i32.add (local.get $in) (i32.const 128)))
          (br_if $sixteen
            (local.tee $left (i32.sub (local.get $left) (i32.const 16)))))
        ;; The four lanes of each token's sum become one lane.
        (local.set $x (i32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b))
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
            (local.get $a) (local.get $b))))
        (local.set $y (i32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $c) (local.get $d))
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
            (local.get $c) (local.get $d))))
        (v128.store (local.get $out) (i32x4.add
          (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $x) (local.get $y))
          (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
            (local.get $x) (local.get $y))))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (br_if $next (local.tee $block (i32.sub (local.get $block) (i32.const 1)))))
      (local.set $weights (i32.add (local.get $weights) (local.get $stride)))
      (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1)))))))
