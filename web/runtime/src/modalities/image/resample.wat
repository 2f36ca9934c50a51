;; Pillow's resampling of 8-bit pixels (libImaging/Resample.c), with the same fixed-point
;; arithmetic: products with 22-bit coefficients, summed in 32 bits, rounded and clipped after each
;; of the two passes. Pixels are RGBA.
;;
;; A coefficient c is kept as two 16-bit halves, c = high * 2^11 + low, so that two pixels at a time
;; go through i32x4.dot_i16x8_s; whole numbers, so the sum is the same as in one piece.
(module
  (memory (export "memory") 1)

  ;; One strip of rows, across. table: for each column of the result the byte at which its first
  ;; pixel begins in a row, the number of pairs of pixels, and for each pair the two high halves and
  ;; the two low halves. dst rows are dstStride bytes apart.
  (func (export "across")
    (param $src i32) (param $rows i32) (param $srcStride i32)
    (param $table i32) (param $columns i32) (param $dst i32) (param $dstStride i32)
    (local $t i32) (local $x i32) (local $n i32) (local $p i32) (local $d i32)
    (local $high v128) (local $low v128) (local $pair v128)
    (block $done (loop $row
      (br_if $done (i32.eqz (local.get $rows)))
      (local.set $t (local.get $table))
      (local.set $d (local.get $dst))
      (local.set $x (local.get $columns))
      (loop $column
        (local.set $p (i32.add (local.get $src) (i32.load (local.get $t))))
        (local.set $n (i32.load offset=4 (local.get $t)))
        (local.set $t (i32.add (local.get $t) (i32.const 8)))
        (local.set $high (v128.const i32x4 0 0 0 0))
        (local.set $low (v128.const i32x4 0 0 0 0))
        (loop $taps
          (local.set $pair
            (i8x16.shuffle 0 16 4 16 1 16 5 16 2 16 6 16 3 16 7 16
              (v128.load64_zero (local.get $p)) (v128.const i32x4 0 0 0 0)))
          (local.set $high (i32x4.add (local.get $high)
            (i32x4.dot_i16x8_s (local.get $pair) (v128.load32_splat (local.get $t)))))
          (local.set $low (i32x4.add (local.get $low)
            (i32x4.dot_i16x8_s (local.get $pair) (v128.load32_splat offset=4 (local.get $t)))))
          (local.set $t (i32.add (local.get $t) (i32.const 8)))
          (local.set $p (i32.add (local.get $p) (i32.const 8)))
          (br_if $taps (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (local.set $high (i32x4.shr_s
          (i32x4.add
            (i32x4.add (i32x4.shl (local.get $high) (i32.const 11)) (local.get $low))
            (v128.const i32x4 2097152 2097152 2097152 2097152))
          (i32.const 22)))
        (local.set $high (i16x8.narrow_i32x4_s (local.get $high) (local.get $high)))
        (v128.store32_lane 0 (local.get $d)
          (i8x16.narrow_i16x8_u (local.get $high) (local.get $high)))
        (local.set $d (i32.add (local.get $d) (i32.const 4)))
        (br_if $column (local.tee $x (i32.sub (local.get $x) (i32.const 1)))))
      (local.set $src (i32.add (local.get $src) (local.get $srcStride)))
      (local.set $dst (i32.add (local.get $dst) (local.get $dstStride)))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
      (br $row))))

  ;; Adds a row of so many blocks of 16 bytes, times a coefficient, to a row of 32-bit sums.
  (func (export "down") (param $row i32) (param $blocks i32) (param $factor i32) (param $sums i32)
    (local $c v128) (local $bytes v128) (local $low v128) (local $high v128)
    (local.set $c (i32x4.splat (local.get $factor)))
    (loop $block
      (local.set $bytes (v128.load (local.get $row)))
      (local.set $low (i16x8.extend_low_i8x16_u (local.get $bytes)))
      (local.set $high (i16x8.extend_high_i8x16_u (local.get $bytes)))
      (v128.store (local.get $sums) (i32x4.add (v128.load (local.get $sums))
        (i32x4.mul (i32x4.extend_low_i16x8_u (local.get $low)) (local.get $c))))
      (v128.store offset=16 (local.get $sums) (i32x4.add (v128.load offset=16 (local.get $sums))
        (i32x4.mul (i32x4.extend_high_i16x8_u (local.get $low)) (local.get $c))))
      (v128.store offset=32 (local.get $sums) (i32x4.add (v128.load offset=32 (local.get $sums))
        (i32x4.mul (i32x4.extend_low_i16x8_u (local.get $high)) (local.get $c))))
      (v128.store offset=48 (local.get $sums) (i32x4.add (v128.load offset=48 (local.get $sums))
        (i32x4.mul (i32x4.extend_high_i16x8_u (local.get $high)) (local.get $c))))
      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (local.set $sums (i32.add (local.get $sums) (i32.const 64)))
      (br_if $block (local.tee $blocks (i32.sub (local.get $blocks) (i32.const 1))))))

  ;; Sums (which began at one half) to bytes, in place of the first quarter of them.
  (func (export "finish") (param $sums i32) (param $blocks i32)
    (local $dst i32)
    (local.set $dst (local.get $sums))
    (loop $block
      (v128.store (local.get $dst)
        (i8x16.narrow_i16x8_u
          (i16x8.narrow_i32x4_s
            (i32x4.shr_s (v128.load (local.get $sums)) (i32.const 22))
            (i32x4.shr_s (v128.load offset=16 (local.get $sums)) (i32.const 22)))
          (i16x8.narrow_i32x4_s
            (i32x4.shr_s (v128.load offset=32 (local.get $sums)) (i32.const 22))
            (i32x4.shr_s (v128.load offset=48 (local.get $sums)) (i32.const 22)))))
      (local.set $dst (i32.add (local.get $dst) (i32.const 16)))
      (local.set $sums (i32.add (local.get $sums) (i32.const 64)))
      (br_if $block (local.tee $blocks (i32.sub (local.get $blocks) (i32.const 1)))))))
