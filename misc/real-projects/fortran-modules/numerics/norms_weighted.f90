! SPDX-License-Identifier: Apache-2.0
submodule (norms) norms_weighted
  implicit none

contains

  module procedure weighted_norm
    norm = sqrt(sum(weights * values ** 2) / sum(weights))
  end procedure weighted_norm

end submodule norms_weighted
