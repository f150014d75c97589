! SPDX-License-Identifier: Apache-2.0
! A system with a known solution is solved.
program test_tridiagonal
  use kinds, only: wp
  use norms, only: max_norm
  use tridiagonal, only: solve_tridiagonal
  implicit none
  real(wp) :: right(4)

  ! x = 1, 2, 3, 4 with the diagonals -1, 4, -1.
  right = [2.0_wp, 4.0_wp, 6.0_wp, 13.0_wp]
  call solve_tridiagonal(-1.0_wp, 4.0_wp, -1.0_wp, right)
  if (max_norm(right - [1, 2, 3, 4]) > 1.0e-12_wp) error stop 1
end program test_tridiagonal
