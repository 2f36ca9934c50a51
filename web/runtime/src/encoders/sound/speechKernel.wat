;; The inner loops of the network of speechNetwork.ts. States and weights are whole numbers in float64,
;; whose sums of products are exact, so that the order in which they are added does not matter. All
;; addresses and lengths are bytes.
(module
  (memory (export "memory") 1)

  ;; Writes the outputs of `count` positions, `step` apart. What a position takes lies in `runs` runs of
  ;; numbers, `stride` from one to the next, each of `length`. weights: for each number the weights of
  ;; all outputs. outputs: the length of a position's outputs, a multiple of 64. Two positions share what is
  ;; read of the weights; where only one is left, it is computed twice.
  (func (export "convolve")
    (param $from i32) (param $count i32) (param $step i32)
    (param $runs i32) (param $length i32) (param $stride i32)
    (param $weights i32) (param $outputs i32) (param $to i32)
    (local $gap i32) (local $toGap i32) (local $block i32) (local $left i32)
    (local $start i32) (local $at i32) (local $end i32) (local $w i32)
    (local $x v128) (local $y v128) (local $p v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $e v128) (local $f v128) (local $g v128) (local $h v128)
    (loop $pair
      (local.set $gap
        (select (local.get $step) (i32.const 0) (i32.gt_s (local.get $count) (i32.const 1))))
      (local.set $toGap
        (select (local.get $outputs) (i32.const 0) (i32.gt_s (local.get $count) (i32.const 1))))
      (local.set $block (i32.const 0))
      (loop $eight
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $c (v128.const i32x4 0 0 0 0))
        (local.set $d (v128.const i32x4 0 0 0 0))
        (local.set $e (v128.const i32x4 0 0 0 0))
        (local.set $f (v128.const i32x4 0 0 0 0))
        (local.set $g (v128.const i32x4 0 0 0 0))
        (local.set $h (v128.const i32x4 0 0 0 0))
        (local.set $w (i32.add (local.get $weights) (local.get $block)))
        (local.set $start (local.get $from))
        (local.set $left (local.get $runs))
        (loop $run
          (local.set $at (local.get $start))
          (local.set $end (i32.add (local.get $at) (local.get $length)))
          (loop $input
            (local.set $x (v128.load64_splat (local.get $at)))
            (local.set $y (v128.load64_splat (i32.add (local.get $at) (local.get $gap))))
            (local.set $p (v128.load (local.get $w)))
            (local.set $a (f64x2.add (local.get $a) (f64x2.mul (local.get $x) (local.get $p))))
            (local.set $e (f64x2.add (local.get $e) (f64x2.mul (local.get $y) (local.get $p))))
            (local.set $p (v128.load offset=16 (local.get $w)))
            (local.set $b (f64x2.add (local.get $b) (f64x2.mul (local.get $x) (local.get $p))))
            (local.set $f (f64x2.add (local.get $f) (f64x2.mul (local.get $y) (local.get $p))))
            (local.set $p (v128.load offset=32 (local.get $w)))
            (local.set $c (f64x2.add (local.get $c) (f64x2.mul (local.get $x) (local.get $p))))
            (local.set $g (f64x2.add (local.get $g) (f64x2.mul (local.get $y) (local.get $p))))
            (local.set $p (v128.load offset=48 (local.get $w)))
            (local.set $d (f64x2.add (local.get $d) (f64x2.mul (local.get $x) (local.get $p))))
            (local.set $h (f64x2.add (local.get $h) (f64x2.mul (local.get $y) (local.get $p))))
            (local.set $w (i32.add (local.get $w) (local.get $outputs)))
            (local.set $at (i32.add (local.get $at) (i32.const 8)))
            (br_if $input (i32.lt_u (local.get $at) (local.get $end))))
          (local.set $start (i32.add (local.get $start) (local.get $stride)))
          (br_if $run (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
        (local.set $at (i32.add (local.get $to) (local.get $block)))
        (v128.store (local.get $at) (local.get $a))
        (v128.store offset=16 (local.get $at) (local.get $b))
        (v128.store offset=32 (local.get $at) (local.get $c))
        (v128.store offset=48 (local.get $at) (local.get $d))
        (local.set $at (i32.add (local.get $at) (local.get $toGap)))
        (v128.store (local.get $at) (local.get $e))
        (v128.store offset=16 (local.get $at) (local.get $f))
        (v128.store offset=32 (local.get $at) (local.get $g))
        (v128.store offset=48 (local.get $at) (local.get $h))
        (local.set $block (i32.add (local.get $block) (i32.const 64)))
        (br_if $eight (i32.lt_u (local.get $block) (local.get $outputs))))
      (local.set $from (i32.add (local.get $from) (i32.shl (local.get $step) (i32.const 1))))
      (local.set $to (i32.add (local.get $to) (i32.shl (local.get $outputs) (i32.const 1))))
      (local.set $count (i32.sub (local.get $count) (i32.const 2)))
      (br_if $pair (i32.gt_s (local.get $count) (i32.const 0)))))

  ;; Replaces the outputs of positions by themselves times scale plus bias; those below 0 by `slope` of
  ;; that, but not less than `least`; and rounds, half to even.
  (func (export "activate")
    (param $at i32) (param $count i32) (param $outputs i32)
    (param $scale i32) (param $bias i32) (param $slope f64) (param $least f64)
    (local $end i32) (local $place i32) (local $v v128) (local $s v128) (local $l v128)
    (local.set $s (f64x2.splat (local.get $slope)))
    (local.set $l (f64x2.splat (local.get $least)))
    (loop $position
      (local.set $place (i32.const 0))
      (loop $two
        (local.set $v (f64x2.add
          (f64x2.mul (v128.load (local.get $at))
            (v128.load (i32.add (local.get $scale) (local.get $place))))
          (v128.load (i32.add (local.get $bias) (local.get $place)))))
        (v128.store (local.get $at) (f64x2.nearest (v128.bitselect
          (local.get $v)
          (f64x2.max (f64x2.mul (local.get $v) (local.get $s)) (local.get $l))
          (f64x2.gt (local.get $v) (v128.const f64x2 0 0)))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $place (i32.add (local.get $place) (i32.const 16)))
        (br_if $two (i32.lt_u (local.get $place) (local.get $outputs))))
      (br_if $position (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))
