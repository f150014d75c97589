! SPDX-License-Identifier: Apache-2.0
program heat_run
  use kinds, only: wp
  use grid, only: grid_t, new_grid
  use initial, only: sine_profile
  use norms, only: max_norm
  use solver, only: advance
  implicit none
  type(grid_t) :: mesh
  real(wp), allocatable :: values(:)
  integer :: i

  mesh = new_grid(99, 1.0_wp)
  values = sine_profile(mesh)
  do i = 1, 100
    call advance(mesh, 1.0e-3_wp, values)
  end do
  print '(a, f8.5)', 'hottest cell: ', max_norm(values)
end program heat_run
