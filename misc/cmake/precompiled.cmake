# SPDX-License-Identifier: Apache-2.0
#
# xb_precompile(TARGET HEADERS...) precompiles the standard headers that most
# files include, and HEADERS, for targets that say REUSE_FROM it.  They have to
# be compiled with the same options.  Without it everything builds as well, only
# slower: no file may rely on what is here.
function(xb_precompile target)
  set(file ${PROJECT_BINARY_DIR}/${target}.cc)
  if(NOT EXISTS ${file})
    file(WRITE ${file} "")
  endif()
  add_library(${target} OBJECT ${file})
  target_precompile_headers(
    ${target} PRIVATE <algorithm> <array> <cstdint> <functional> <map> <memory>
    <optional> <span> <string> <string_view> <unordered_map> <utility> <vector>
    ${ARGN})
endfunction()
