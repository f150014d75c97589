! SPDX-License-Identifier: Apache-2.0
! The sine decays as exp(-pi^2 t), up to the error of the scheme.
program test_decay
  use kinds, only: wp
  use grid, only: grid_t, new_grid
  use initial, only: sine_profile
  use norms, only: max_norm
  use solver, only: advance
  implicit none
  real(wp), parameter :: pi = acos(-1.0_wp), step = 1.0e-4_wp
  type(grid_t) :: mesh
  real(wp), allocatable :: values(:)
  real(wp) :: first
  integer :: i

  mesh = new_grid(199, 1.0_wp)
  values = sine_profile(mesh)
  first = max_norm(values)
  do i = 1, 1000
    call advance(mesh, step, values)
  end do
  if (abs(max_norm(values) / first - exp(-pi ** 2 * 0.1_wp)) > 1.0e-3_wp) &
    error stop 1
end program test_decay
