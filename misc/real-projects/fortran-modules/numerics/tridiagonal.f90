! SPDX-License-Identifier: Apache-2.0
module tridiagonal
  use kinds, only: wp
  implicit none
  private
  public :: solve_tridiagonal

contains

  ! Solves the system with the given constant diagonals in place (Thomas).
  pure subroutine solve_tridiagonal(lower, diagonal, upper, right)
    real(wp), intent(in) :: lower, diagonal, upper
    real(wp), intent(inout) :: right(:)
    real(wp) :: factors(size(right)), pivot
    integer :: i, n

    n = size(right)
    pivot = diagonal
    right(1) = right(1) / pivot
    do i = 2, n
      factors(i) = upper / pivot
      pivot = diagonal - lower * factors(i)
      right(i) = (right(i) - lower * right(i - 1)) / pivot
    end do
    do i = n - 1, 1, -1
      right(i) = right(i) - factors(i + 1) * right(i + 1)
    end do
  end subroutine solve_tridiagonal

end module tridiagonal
