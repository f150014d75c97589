# SPDX-License-Identifier: Apache-2.0
#
# re2, xxHash, libuv, OpenSSL's libcrypto and zstd, from their static archives
# where the platform has them, so that the installed binary needs only libc,
# libstdc++ and libm.  CLI11 and toml++ are headers only.
include(CheckCXXSourceCompiles)
find_package(Threads REQUIRED)

# Newer re2 releases stand on Abseil, whose archives a bare libre2.a does not
# name; an archive that does not link alone gives way to the shared library.
function(xb_links name libraries program result)
  set(CMAKE_REQUIRED_QUIET ON)
  set(CMAKE_REQUIRED_FLAGS -std=c++17)
  set(CMAKE_REQUIRED_INCLUDES ${${name}_INCLUDE_DIR})
  set(CMAKE_REQUIRED_LIBRARIES ${libraries} Threads::Threads ${CMAKE_DL_LIBS})
  check_cxx_source_compiles("${program}" ${result})
  set(${result} ${${result}} PARENT_SCOPE)
endfunction()

function(xb_dependency name header)
  cmake_parse_arguments(PARSE_ARGV 2 ARG "" "PROGRAM" "ARCHIVE;SHARED")
  find_path(${name}_INCLUDE_DIR ${header} REQUIRED)
  find_library(${name}_ARCHIVE NAMES ${ARG_ARCHIVE})
  find_library(${name}_SHARED NAMES ${ARG_SHARED})
  mark_as_advanced(${name}_INCLUDE_DIR ${name}_ARCHIVE ${name}_SHARED)
  set(library ${${name}_SHARED})
  if(${name}_ARCHIVE)
    xb_links(${name} ${${name}_ARCHIVE} "${ARG_PROGRAM}" XB_${name}_STATIC)
    if(XB_${name}_STATIC)
      set(library ${${name}_ARCHIVE})
    endif()
  endif()
  if(NOT library)
    message(FATAL_ERROR "The library of ${header} was not found; "
                        "./bootstrap.sh installs or names what is missing")
  endif()
  add_library(xb_dep_${name} INTERFACE)
  target_include_directories(xb_dep_${name} SYSTEM INTERFACE
                             ${${name}_INCLUDE_DIR})
  target_link_libraries(xb_dep_${name} INTERFACE ${library} Threads::Threads
                                                 ${CMAKE_DL_LIBS})
endfunction()

xb_dependency(re2 re2/re2.h ARCHIVE libre2.a SHARED re2 PROGRAM "
#include <re2/re2.h>
int main() { return RE2::FullMatch(\"x\", \"x\") ? 0 : 1; }")
xb_dependency(xxhash xxhash.h ARCHIVE libxxhash.a SHARED xxhash PROGRAM "
#include <xxhash.h>
int main() { return XXH3_64bits(\"x\", 1) == 0; }")
xb_dependency(uv uv.h ARCHIVE libuv_a.a libuv.a SHARED uv PROGRAM "
#include <uv.h>
int main() { return uv_loop_alive(uv_default_loop()); }")
xb_dependency(crypto openssl/sha.h ARCHIVE libcrypto.a SHARED crypto PROGRAM "
#include <openssl/sha.h>
int main() { SHA256_CTX c; return SHA256_Init(&c) == 1 ? 0 : 1; }")
xb_dependency(zstd zstd.h ARCHIVE libzstd.a SHARED zstd PROGRAM "
#include <zstd.h>
int main() { return ZSTD_isError(ZSTD_compressBound(1)); }")

find_path(cli11_INCLUDE_DIR CLI/CLI.hpp REQUIRED)
mark_as_advanced(cli11_INCLUDE_DIR)
add_library(xb_dep_cli11 INTERFACE)
target_include_directories(xb_dep_cli11 SYSTEM INTERFACE ${cli11_INCLUDE_DIR})

find_path(tomlplusplus_INCLUDE_DIR toml++/toml.h REQUIRED)
mark_as_advanced(tomlplusplus_INCLUDE_DIR)
add_library(xb_dep_tomlplusplus INTERFACE)
target_include_directories(xb_dep_tomlplusplus SYSTEM INTERFACE
                           ${tomlplusplus_INCLUDE_DIR})
target_compile_definitions(xb_dep_tomlplusplus
                           INTERFACE TOML_EXCEPTIONS=0 TOML_ENABLE_FORMATTERS=0)
