! SPDX-License-Identifier: Apache-2.0
module norms
  use kinds, only: wp
  implicit none
  private
  public :: max_norm, weighted_norm

  interface
    ! In the submodule: its change must not recompile who uses this module.
    module function weighted_norm(values, weights) result(norm)
      real(wp), intent(in) :: values(:), weights(:)
      real(wp) :: norm
    end function weighted_norm
  end interface

contains

  pure function max_norm(values) result(norm)
    real(wp), intent(in) :: values(:)
    real(wp) :: norm
    norm = maxval(abs(values))
  end function max_norm

end module norms
