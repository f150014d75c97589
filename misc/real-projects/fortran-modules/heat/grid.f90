! SPDX-License-Identifier: Apache-2.0
module grid
  use kinds, only: wp
  implicit none
  private
  public :: grid_t, new_grid

  type :: grid_t
    integer :: cells
    real(wp) :: spacing
  end type grid_t

contains

  pure function new_grid(cells, length) result(self)
    integer, intent(in) :: cells
    real(wp), intent(in) :: length
    type(grid_t) :: self
    self = grid_t(cells=cells, spacing=length / real(cells + 1, wp))
  end function new_grid

end module grid
