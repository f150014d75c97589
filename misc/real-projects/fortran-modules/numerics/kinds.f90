! SPDX-License-Identifier: Apache-2.0
! The one place that says how precise a number is.
module kinds
  use, intrinsic :: iso_fortran_env, only: real64
  implicit none
  integer, parameter :: wp = real64
end module kinds
