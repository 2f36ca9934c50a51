;; The inner loops of a transformer in exact arithmetic; exactLayers.ts says what they are for. A state
;; is whole numbers in float64, token by token; inputs of products are 16-bit, weights 8-bit, and sums
;; 32-bit. All addresses are bytes, all counts are of numbers.
;;
;; 3 * 2^51 plus a number below 2^51 has the number, rounded half to even, in its low 32 bits.
(module
  (memory (export "memory") 1)

  ;; The largest absolute number, but at least 1, of rows that lie stride bytes apart.
  (func $largest (export "largest")
    (param $at i32) (param $rows i32) (param $stride i32) (param $count i32) (result f64)
    (local $from i32) (local $end i32) (local $most v128)
    (local.set $most (f64x2.splat (f64.const 1)))
    (loop $row
      (local.set $from (local.get $at))
      (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 3))))
      (loop $two
        (local.set $most
          (f64x2.pmax (local.get $most) (f64x2.abs (v128.load (local.get $from)))))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br_if $two (i32.lt_u (local.get $from) (local.get $end))))
      (local.set $at (i32.add (local.get $at) (local.get $stride)))
      (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1)))))
    (f64.max
      (f64x2.extract_lane 0 (local.get $most)) (f64x2.extract_lane 1 (local.get $most))))

  ;; Writes the numbers of such rows, eight at a time, times a factor and rounded, as 16-bit numbers
  ;; one after the other.
  (func $round (export "round")
    (param $at i32) (param $rows i32) (param $stride i32) (param $count i32)
    (param $factor f64) (param $to i32)
    (local $from i32) (local $end i32) (local $f v128) (local $whole v128)
    (local.set $f (f64x2.splat (local.get $factor)))
    (local.set $whole (f64x2.splat (f64.const 0x18p48)))
    (loop $row
      (local.set $from (local.get $at))
      (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 3))))
      (loop $eight
        (v128.store (local.get $to) (i16x8.narrow_i32x4_s
          (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27
            (f64x2.add (local.get $whole)
              (f64x2.mul (local.get $f) (v128.load (local.get $from))))
            (f64x2.add (local.get $whole)
              (f64x2.mul (local.get $f) (v128.load offset=16 (local.get $from)))))
          (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27
            (f64x2.add (local.get $whole)
              (f64x2.mul (local.get $f) (v128.load offset=32 (local.get $from))))
            (f64x2.add (local.get $whole)
              (f64x2.mul (local.get $f) (v128.load offset=48 (local.get $from)))))))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (local.set $from (i32.add (local.get $from) (i32.const 64)))
        (br_if $eight (i32.lt_u (local.get $from) (local.get $end))))
      (local.set $at (i32.add (local.get $at) (local.get $stride)))
      (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  ;; Rounds each token's numbers so that the largest becomes `levels`; writes what a level stands for.
  (func (export "roundTokens")
    (param $at i32) (param $tokens i32) (param $stride i32) (param $count i32)
    (param $levels f64) (param $steps i32) (param $to i32)
    (local $most f64)
    (loop $token
      (local.set $most
        (call $largest (local.get $at) (i32.const 1) (i32.const 0) (local.get $count)))
      (f64.store (local.get $steps) (f64.div (local.get $most) (local.get $levels)))
      (call $round (local.get $at) (i32.const 1) (i32.const 0) (local.get $count)
        (f64.div (local.get $levels) (local.get $most)) (local.get $to))
      (local.set $at (i32.add (local.get $at) (local.get $stride)))
      (local.set $steps (i32.add (local.get $steps) (i32.const 8)))
      (local.set $to (i32.add (local.get $to) (i32.shl (local.get $count) (i32.const 1))))
      (br_if $token (local.tee $tokens (i32.sub (local.get $tokens) (i32.const 1))))))

  ;; Puts weights in the order in which they are multiplied, from rows that lie stride bytes apart;
  ;; returns the largest sum of a row's absolute weights, but at least 1. width: a multiple of 16.
  (func (export "pack")
    (param $from i32) (param $rows i32) (param $stride i32) (param $width i32) (param $to i32)
    (result i32)
    (local $at i32) (local $end i32) (local $w i32) (local $row i32) (local $most i32)
    (local $weights v128) (local $sum v128)
    (local.set $most (i32.const 1))
    (loop $nextRow
      (local.set $at (local.get $from))
      (local.set $end (i32.add (local.get $from) (local.get $width)))
      (local.set $w (local.get $to))
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (loop $sixteen
        (local.set $weights (v128.load (local.get $at)))
        (v128.store64_lane 0 (local.get $w) (local.get $weights))
        (v128.store64_lane offset=32 1 (local.get $w) (local.get $weights))
        (local.set $sum (i32x4.add (local.get $sum) (i32x4.extadd_pairwise_i16x8_u
          (i16x8.extadd_pairwise_i8x16_u (i8x16.abs (local.get $weights))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $w (i32.add (local.get $w) (i32.const 64)))
        (br_if $sixteen (i32.lt_u (local.get $at) (local.get $end))))
      (local.set $sum (i32x4.add (local.get $sum)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $sum) (local.get $sum))))
      (local.set $at (i32.add
        (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum))))
      (local.set $most (select (local.get $at) (local.get $most)
        (i32.gt_s (local.get $at) (local.get $most))))
      (local.set $from (i32.add (local.get $from) (local.get $stride)))
      ;; The next row lies 8 bytes further; after four rows, behind all of theirs.
      (local.set $row (i32.add (local.get $row) (i32.const 1)))
      (local.set $to (i32.add (local.get $to) (select
        (i32.const 8) (i32.sub (i32.shl (local.get $width) (i32.const 2)) (i32.const 24))
        (i32.and (local.get $row) (i32.const 3)))))
      (br_if $nextRow (i32.lt_u (local.get $row) (local.get $rows))))
    (local.get $most))

  ;; Adds a token's products with each row, times the token's step, to its numbers in `out`. weights:
  ;; for each four rows, and for each eight inputs, those of the first row, of the second, and so on.
  (func (export "multiply")
    (param $inputs i32) (param $steps i32) (param $tokens i32) (param $width i32)
    (param $weights i32) (param $rows i32) (param $out i32)
    (local $x i32) (local $y i32) (local $w i32) (local $end i32)
    (local $step i32) (local $last i32) (local $to i32) (local $row i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $e v128) (local $f v128) (local $g v128) (local $h v128)
    (local $p v128) (local $q v128) (local $four v128)
    (local.set $last
      (i32.add (local.get $steps) (i32.shl (i32.sub (local.get $tokens) (i32.const 1)) (i32.const 3))))
    (loop $fourRows
      (local.set $x (local.get $inputs))
      (local.set $to (local.get $out))
      (local.set $step (local.get $steps))
      (loop $twoTokens
        ;; Without a second token the first is multiplied twice.
        (local.set $end (i32.add (local.get $x) (i32.shl (local.get $width) (i32.const 1))))
        (local.set $y
          (select (local.get $end) (local.get $x) (i32.lt_u (local.get $step) (local.get $last))))
        (local.set $w (local.get $weights))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (local.set $c (v128.const i32x4 0 0 0 0))
        (local.set $d (v128.const i32x4 0 0 0 0))
        (local.set $e (v128.const i32x4 0 0 0 0))
        (local.set $f (v128.const i32x4 0 0 0 0))
        (local.set $g (v128.const i32x4 0 0 0 0))
        (local.set $h (v128.const i32x4 0 0 0 0))
        (loop $eight
          (local.set $p (v128.load (local.get $x)))
          (local.set $q (v128.load (local.get $y)))
          (local.set $four (v128.load8x8_s (local.get $w)))
          (local.set $a (i32x4.add (local.get $a)
            (i32x4.dot_i16x8_s (local.get $p) (local.get $four))))
          (local.set $e (i32x4.add (local.get $e)
            (i32x4.dot_i16x8_s (local.get $q) (local.get $four))))
          (local.set $four (v128.load8x8_s offset=8 (local.get $w)))
          (local.set $b (i32x4.add (local.get $b)
            (i32x4.dot_i16x8_s (local.get $p) (local.get $four))))
          (local.set $f (i32x4.add (local.get $f)
            (i32x4.dot_i16x8_s (local.get $q) (local.get $four))))
          (local.set $four (v128.load8x8_s offset=16 (local.get $w)))
          (local.set $c (i32x4.add (local.get $c)
            (i32x4.dot_i16x8_s (local.get $p) (local.get $four))))
          (local.set $g (i32x4.add (local.get $g)
            (i32x4.dot_i16x8_s (local.get $q) (local.get $four))))
          (local.set $four (v128.load8x8_s offset=24 (local.get $w)))
          (local.set $d (i32x4.add (local.get $d)
            (i32x4.dot_i16x8_s (local.get $p) (local.get $four))))
          (local.set $h (i32x4.add (local.get $h)
            (i32x4.dot_i16x8_s (local.get $q) (local.get $four))))
          (local.set $w (i32.add (local.get $w) (i32.const 32)))
          (local.set $x (i32.add (local.get $x) (i32.const 16)))
          (local.set $y (i32.add (local.get $y) (i32.const 16)))
          (br_if $eight (i32.lt_u (local.get $x) (local.get $end))))
        (call $add (local.get $a) (local.get $b) (local.get $c) (local.get $d)
          (f64.load (local.get $step)) (local.get $to))
        (if (i32.lt_u (local.get $step) (local.get $last))
          (then
            (call $add (local.get $e) (local.get $f) (local.get $g) (local.get $h)
              (f64.load offset=8 (local.get $step))
              (i32.add (local.get $to) (i32.shl (local.get $rows) (i32.const 3))))))
        (local.set $x (local.get $y))
        (local.set $to (i32.add (local.get $to) (i32.shl (local.get $rows) (i32.const 4))))
        (local.set $step (i32.add (local.get $step) (i32.const 16)))
        (br_if $twoTokens (i32.le_u (local.get $step) (local.get $last))))
      (local.set $weights (local.get $w))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (local.set $row (i32.add (local.get $row) (i32.const 4)))
      (br_if $fourRows (i32.lt_u (local.get $row) (local.get $rows)))))

  ;; Adds the sums of the lanes of a, b, c and d, times a step, to four numbers.
  (func $add (param $a v128) (param $b v128) (param $c v128) (param $d v128)
    (param $step f64) (param $to i32)
    (local $sum v128) (local $f v128)
    (local.set $a (i32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
        (local.get $a) (local.get $b))))
    (local.set $c (i32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $c) (local.get $d))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
        (local.get $c) (local.get $d))))
    (local.set $sum (i32x4.add
      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $c))
      (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
        (local.get $a) (local.get $c))))
    (local.set $f (f64x2.splat (local.get $step)))
    (v128.store (local.get $to) (f64x2.add (v128.load (local.get $to))
      (f64x2.mul (local.get $f) (f64x2.convert_low_i32x4_s (local.get $sum)))))
    (v128.store offset=16 (local.get $to) (f64x2.add (v128.load offset=16 (local.get $to))
      (f64x2.mul (local.get $f) (f64x2.convert_low_i32x4_s
        (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15
          (local.get $sum) (local.get $sum)))))))

  ;; Multiplies each token's numbers by a scale each, adds a bias each, and rounds.
  (func (export "scale")
    (param $at i32) (param $tokens i32) (param $width i32) (param $scale i32) (param $bias i32)
    (local $column i32) (local $end i32)
    (local.set $end (i32.shl (local.get $width) (i32.const 3)))
    (loop $token
      (local.set $column (i32.const 0))
      (loop $two
        (v128.store (local.get $at) (f64x2.nearest (f64x2.add
          (f64x2.mul (v128.load (local.get $at))
            (v128.load (i32.add (local.get $scale) (local.get $column))))
          (v128.load (i32.add (local.get $bias) (local.get $column))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $column (i32.add (local.get $column) (i32.const 16)))
        (br_if $two (i32.lt_u (local.get $column) (local.get $end))))
      (br_if $token (local.tee $tokens (i32.sub (local.get $tokens) (i32.const 1))))))

  ;; Adds numbers to others.
  (func (export "add") (param $to i32) (param $from i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $to) (i32.shl (local.get $count) (i32.const 3))))
    (loop $two
      (v128.store (local.get $to)
        (f64x2.add (v128.load (local.get $to)) (v128.load (local.get $from))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (br_if $two (i32.lt_u (local.get $to) (local.get $end)))))

  ;; Clips each token's numbers, and gives them mean 0 and variance 1.
  (func (export "normalise") (param $at i32) (param $tokens i32) (param $width i32) (param $clip f64)
    (local $from i32) (local $end i32) (local $value v128) (local $limit v128)
    (local $sum v128) (local $squares v128) (local $mean f64) (local $count f64)
    (local.set $count (f64.convert_i32_u (local.get $width)))
    (local.set $limit (f64x2.splat (local.get $clip)))
    (loop $token
      (local.set $sum (v128.const f64x2 0 0))
      (local.set $squares (v128.const f64x2 0 0))
      (local.set $from (local.get $at))
      (local.set $end (i32.add (local.get $at) (i32.shl (local.get $width) (i32.const 3))))
      (loop $two
        (local.set $value (f64x2.pmax (f64x2.neg (local.get $limit))
          (f64x2.pmin (local.get $limit) (v128.load (local.get $from)))))
        (v128.store (local.get $from) (local.get $value))
        (local.set $sum (f64x2.add (local.get $sum) (local.get $value)))
        (local.set $squares (f64x2.add (local.get $squares)
          (f64x2.mul (local.get $value) (local.get $value))))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br_if $two (i32.lt_u (local.get $from) (local.get $end))))
      (local.set $mean (f64.div (call $lanes (local.get $sum)) (local.get $count)))
      (local.set $sum (f64x2.splat (local.get $mean)))
      (local.set $squares (f64x2.splat (f64.sqrt (f64.max (f64.const 1) (f64.sub
        (f64.div (call $lanes (local.get $squares)) (local.get $count))
        (f64.mul (local.get $mean) (local.get $mean)))))))
      (loop $two
        (v128.store (local.get $at) (f64x2.div
          (f64x2.sub (v128.load (local.get $at)) (local.get $sum)) (local.get $squares)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $two (i32.lt_u (local.get $at) (local.get $end))))
      (br_if $token (local.tee $tokens (i32.sub (local.get $tokens) (i32.const 1))))))

  (func $lanes (param $of v128) (result f64)
    (f64.add (f64x2.extract_lane 0 (local.get $of)) (f64x2.extract_lane 1 (local.get $of))))

  ;; Replaces each number x by unit * max(x, 0) - table[|x|]; what is beyond the table is its last.
  (func (export "gelu")
    (param $at i32) (param $count i32) (param $unit f64) (param $table i32) (param $last i32)
    (local $end i32) (local $x f64) (local $entry i32)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 3))))
    (loop $one
      (local.set $x (f64.load (local.get $at)))
      (local.set $entry (i32.trunc_sat_f64_u (f64.abs (local.get $x))))
      (local.set $entry (select (local.get $entry) (local.get $last)
        (i32.lt_u (local.get $entry) (local.get $last))))
      (f64.store (local.get $at) (f64.sub
        (f64.mul (f64.max (local.get $x) (f64.const 0)) (local.get $unit))
        (f64.convert_i32_u (i32.load16_u
          (i32.add (local.get $table) (i32.shl (local.get $entry) (i32.const 1)))))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $one (i32.lt_u (local.get $at) (local.get $end)))))

  ;; Attention of each token of a text to all of them, in one head. queries, keys, values: 16-bit whole
  ;; numbers, `size` a token, a multiple of eight; factor: from a match to the table's steps; all: what
  ;; shares add up to; step: what a value's level stands for; room: 4 bytes a token and 4 more. Writes
  ;; what the tokens gather to out, stride bytes apart.
  (func (export "attend")
    (param $queries i32) (param $keys i32) (param $values i32) (param $tokens i32) (param $size i32)
    (param $factor f64) (param $table i32) (param $last i32) (param $all f64)
    (param $step f64) (param $room i32) (param $out i32) (param $stride i32)
    (local $left i32)
    (local.set $left (local.get $tokens))
    (loop $token
      (call $gather (local.get $values) (local.get $tokens) (local.get $size) (local.get $room)
        (call $share (local.get $queries) (local.get $keys) (local.get $tokens) (local.get $size)
          (local.get $factor) (local.get $table) (local.get $last) (local.get $all)
          (local.get $room))
        (local.get $step) (local.get $out))
      (local.set $queries (i32.add (local.get $queries) (i32.shl (local.get $size) (i32.const 1))))
      (local.set $out (i32.add (local.get $out) (local.get $stride)))
      (br_if $token (local.tee $left (i32.sub (local.get $left) (i32.const 1))))))

  ;; Writes the shares that a token takes of the tokens' values, 16-bit and a 0 behind them, to room;
  ;; returns their sum.
  (func $share
    (param $query i32) (param $keys i32) (param $tokens i32) (param $size i32)
    (param $factor f64) (param $table i32) (param $last i32) (param $all f64) (param $room i32)
    (result f64)
    (local $at i32) (local $end i32) (local $from i32) (local $rowEnd i32)
    (local $most i32) (local $number i32) (local $total i32) (local $sum v128)
    ;; How well the keys match.
    (local.set $most (i32.const -0x80000000))
    (local.set $at (local.get $room))
    (local.set $end (i32.add (local.get $room) (i32.shl (local.get $tokens) (i32.const 2))))
    (local.set $rowEnd (i32.add (local.get $query) (i32.shl (local.get $size) (i32.const 1))))
    (loop $key
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (local.set $from (local.get $query))
      (loop $eight
        (local.set $sum (i32x4.add (local.get $sum)
          (i32x4.dot_i16x8_s (v128.load (local.get $from)) (v128.load (local.get $keys)))))
        (local.set $keys (i32.add (local.get $keys) (i32.const 16)))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br_if $eight (i32.lt_u (local.get $from) (local.get $rowEnd))))
      (local.set $sum (i32x4.add (local.get $sum)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $sum) (local.get $sum))))
      (local.set $number (i32.add
        (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum))))
      (i32.store (local.get $at) (local.get $number))
      (local.set $most (select (local.get $number) (local.get $most)
        (i32.gt_s (local.get $number) (local.get $most))))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $key (i32.lt_u (local.get $at) (local.get $end))))
    ;; Their exponentials.
    (local.set $at (local.get $room))
    (loop $one
      (local.set $number (i32.trunc_sat_f64_u (f64.nearest (f64.mul (local.get $factor)
        (f64.convert_i32_s (i32.sub (local.get $most) (i32.load (local.get $at))))))))
      (local.set $number (select (local.get $number) (local.get $last)
        (i32.lt_u (local.get $number) (local.get $last))))
      (local.set $number (i32.load16_u
        (i32.add (local.get $table) (i32.shl (local.get $number) (i32.const 1)))))
      (i32.store (local.get $at) (local.get $number))
      (local.set $total (i32.add (local.get $total) (local.get $number)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $one (i32.lt_u (local.get $at) (local.get $end))))
    ;; What each is of all.
    (local.set $factor (f64.div (local.get $all) (f64.convert_i32_s (local.get $total))))
    (local.set $total (i32.const 0))
    (local.set $at (local.get $room))
    (loop $one
      (local.set $number (i32.trunc_sat_f64_s (f64.nearest (f64.mul (local.get $factor)
        (f64.convert_i32_s (i32.load (local.get $at)))))))
      (i32.store16 (local.get $room) (local.get $number))
      (local.set $total (i32.add (local.get $total) (local.get $number)))
      (local.set $room (i32.add (local.get $room) (i32.const 2)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $one (i32.lt_u (local.get $at) (local.get $end))))
    (i32.store16 (local.get $room) (i32.const 0))
    (f64.convert_i32_s (local.get $total)))

  ;; Writes the mean of the tokens' values by their shares, which add up to `total`, in steps.
  (func $gather
    (param $values i32) (param $tokens i32) (param $size i32)
    (param $shares i32) (param $total f64) (param $step f64) (param $out i32)
    (local $row i32) (local $at i32) (local $end i32) (local $stride i32)
    (local $p v128) (local $q v128) (local $pair v128) (local $low v128) (local $high v128)
    (local.set $stride (i32.shl (local.get $size) (i32.const 1)))
    (local.set $end (i32.add (local.get $shares) (i32.shl (local.get $tokens) (i32.const 1))))
    (loop $eight
      (local.set $low (v128.const i32x4 0 0 0 0))
      (local.set $high (v128.const i32x4 0 0 0 0))
      (local.set $row (local.get $values))
      (local.set $at (local.get $shares))
      ;; Two tokens at a time; where there is only one, the second's share is 0.
      (loop $two
        (local.set $p (v128.load (local.get $row)))
        (local.set $q (v128.load (i32.add (local.get $row) (local.get $stride))))
        (local.set $pair (v128.load32_splat (local.get $at)))
        (local.set $low (i32x4.add (local.get $low) (i32x4.dot_i16x8_s (local.get $pair)
          (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $p) (local.get $q)))))
        (local.set $high (i32x4.add (local.get $high) (i32x4.dot_i16x8_s (local.get $pair)
          (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31
            (local.get $p) (local.get $q)))))
        (local.set $row (i32.add (local.get $row) (i32.shl (local.get $stride) (i32.const 1))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br_if $two (i32.lt_u (local.get $at) (local.get $end))))
      (call $mean (local.get $low) (local.get $total) (local.get $step) (local.get $out))
      (call $mean (local.get $high) (local.get $total) (local.get $step)
        (i32.add (local.get $out) (i32.const 32)))
      (local.set $out (i32.add (local.get $out) (i32.const 64)))
      (local.set $values (i32.add (local.get $values) (i32.const 16)))
      (br_if $eight (local.tee $size (i32.sub (local.get $size) (i32.const 8))))))

  ;; Writes four sums by their total, times a step, rounded.
  (func $mean (param $sums v128) (param $total f64) (param $step f64) (param $out i32)
    (v128.store (local.get $out) (f64x2.nearest (f64x2.mul (f64x2.splat (local.get $step))
      (f64x2.div (f64x2.convert_low_i32x4_s (local.get $sums)) (f64x2.splat (local.get $total))))))
    (v128.store offset=16 (local.get $out) (f64x2.nearest (f64x2.mul (f64x2.splat (local.get $step))
      (f64x2.div
        (f64x2.convert_low_i32x4_s
          (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15
            (local.get $sums) (local.get $sums)))
        (f64x2.splat (local.get $total))))))))
