! SPDX-License-Identifier: Apache-2.0
program test_norms
  use kinds, only: wp
  use norms, only: max_norm, weighted_norm
  implicit none

  if (max_norm([1.0_wp, -3.0_wp, 2.0_wp]) /= 3.0_wp) error stop 1
  ! Equal weights: the root of the mean square.
  if (abs(weighted_norm([3.0_wp, 4.0_wp], [1.0_wp, 1.0_wp]) &
          - sqrt(12.5_wp)) > 1.0e-12_wp) error stop 2
end program test_norms
