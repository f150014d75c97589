! SPDX-License-Identifier: Apache-2.0
! Preprocessed: the height of the first profile is a setting of the build.
module initial
  use kinds, only: wp
  use grid, only: grid_t
  implicit none
  private
  public :: sine_profile

contains

  pure function sine_profile(mesh) result(values)
    type(grid_t), intent(in) :: mesh
    real(wp) :: values(mesh%cells)
    real(wp), parameter :: pi = acos(-1.0_wp)
    integer :: i
    values = [(PEAK * sin(pi * i / real(mesh%cells + 1, wp)), &
               i = 1, mesh%cells)]
  end function sine_profile

end module initial
