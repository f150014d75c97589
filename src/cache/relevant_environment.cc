// SPDX-License-Identifier: Apache-2.0
#include "cache/relevant_environment.h"

#include <algorithm>
#include <array>

namespace xb {
namespace {

constexpr std::array<std::string_view, 42> kCompiler = {
    "CCC_ADD_ARGS",
    "CCC_OVERRIDE_OPTIONS",
    "CLANG_CONFIG_FILE_SYSTEM_DIR",
    "CLANG_CONFIG_FILE_USER_DIR",
    "CLANG_CRASH_DIAGNOSTICS_DIR",
    "CLANG_FORCE_COLOR_DIAGNOSTICS",
    "CLANG_NO_DEFAULT_CONFIG",
    "CLICOLOR_FORCE",
    "COMPILER_PATH",
    "CPATH",
    "CPLUS_INCLUDE_PATH",
    "C_INCLUDE_PATH",
    "EXTERNAL_INCLUDE",
    "FORCE_CLANG_DIAGNOSTICS_CRASH",
    "GCC_COLORS",
    "GCC_COMPARE_DEBUG",
    "GCC_DIAGNOSTICS_LOG",
    "GCC_EXEC_PREFIX",
    "GCC_EXTRA_DIAGNOSTIC_OUTPUT",
    "GCC_URLS",
    "INCLUDE",
    "IPHONEOS_DEPLOYMENT_TARGET",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_CTYPE",
    "LC_MESSAGES",
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "LIBRARY_PATH",
    "MACOSX_DEPLOYMENT_TARGET",
    "NO_COLOR",
    "OBJCPLUS_INCLUDE_PATH",
    "OBJC_INCLUDE_PATH",
    "QNX_CONFIGURATION",
    "QNX_HOST",
    "QNX_TARGET",
    "SDKROOT",
    "SOURCE_DATE_EPOCH",
    "TERM_URLS",
    "ZERO_AR_DATE",
    "ZOS_CCSID",
};
static_assert(std::ranges::is_sorted(kCompiler));

constexpr std::array<std::string_view, 9> kProgramSettings = {
    "LC_COLLATE",     "LC_NUMERIC", "LC_TIME", "PATH", "PERL5LIB",
    "PYTHONHASHSEED", "PYTHONPATH", "RUBYLIB", "TZ",
};
static_assert(std::ranges::is_sorted(kProgramSettings));

constexpr std::array<std::string_view, 8> kLauncher = {
    "CCACHE_BASEDIR",    "CCACHE_COMPILER",   "CCACHE_CONFIGPATH",
    "CCACHE_EXTRAFILES", "CCACHE_NOHASHDIR",  "CCACHE_PATH",
    "CCACHE_PREFIX",     "CCACHE_SLOPPINESS",
};
static_assert(std::ranges::is_sorted(kLauncher));

constexpr std::array<std::string_view, 10> kWriting = {
    "CC_LOG_DIAGNOSTICS",    "CC_LOG_DIAGNOSTICS_FILE", "CC_PRINT_HEADERS",
    "CC_PRINT_HEADERS_FILE", "CC_PRINT_OPTIONS",        "CC_PRINT_OPTIONS_FILE",
    "CC_PRINT_PROC_STAT",    "CC_PRINT_PROC_STAT_FILE", "DEPENDENCIES_OUTPUT",
    "SUNPRO_DEPENDENCIES",
};
static_assert(std::ranges::is_sorted(kWriting));

constexpr std::array<std::string_view, 2> kOptions = {"CL", "_CL_"};
static_assert(std::ranges::is_sorted(kOptions));

}  // namespace

std::span<const std::string_view> CompilerVariables() { return kCompiler; }
std::span<const std::string_view> ProgramVariables() {
  return kProgramSettings;
}
std::span<const std::string_view> LauncherVariables() { return kLauncher; }
std::span<const std::string_view> WritingVariables() { return kWriting; }
std::span<const std::string_view> OptionVariables() { return kOptions; }

}  // namespace xb
