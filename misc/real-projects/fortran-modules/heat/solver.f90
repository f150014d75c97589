! SPDX-License-Identifier: Apache-2.0
module solver
  use kinds, only: wp
  use grid, only: grid_t
  use tridiagonal, only: solve_tridiagonal
  implicit none
  private
  public :: advance

contains

  ! One implicit Euler step of u_t = u_xx with both ends held at zero.
  pure subroutine advance(mesh, step, values)
    type(grid_t), intent(in) :: mesh
    real(wp), intent(in) :: step
    real(wp), intent(inout) :: values(:)
    real(wp) :: ratio
    ratio = step / mesh%spacing ** 2
    call solve_tridiagonal(-ratio, 1 + 2 * ratio, -ratio, values)
  end subroutine advance

end module solver
