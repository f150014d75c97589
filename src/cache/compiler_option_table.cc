// SPDX-License-Identifier: Apache-2.0
#include "cache/compiler_option_table.h"

#include <algorithm>
#include <array>

namespace xb {
namespace {

constexpr std::array kDirectoryOptions = std::to_array<DirectoryOption>({
    {"-I", false},
    {"-cxx-isystem", true},
    {"-idirafter", true},
    {"-iquote", false},
    {"-isystem-after", true},
    {"-isystem", true},
    {"-stdlib++-isystem", true},
});
constexpr std::array<std::string_view, 3> kSysroots = {
    "--sysroot=", "--sysroot", "-isysroot"};
// Options whose argument is an output, or has no effect on one.
constexpr std::array<std::string_view, 14> kNeutral = {
    "--serialize-diagnostics",
    "-L",
    "-MF",
    "-MJ",
    "-MQ",
    "-MT",
    "-Wp,-MD,",
    "-Wp,-MMD,",
    "-fcoverage-prefix-map=",
    "-fdebug-prefix-map=",
    "-ffile-prefix-map=",
    "-fmacro-prefix-map=",
    "-o",
    "-serialize-diagnostics"};
// What it reads besides by a name that is the rest of the option.
constexpr std::array<std::string_view, 21> kReadsFile = {
    "-fbasic-block-sections=list=",
    "-fembed-offload-object=",
    "-fpass-plugin=",
    "-fplugin=",
    "-fprofile-list=",
    "-fprofile-remapping-file=",
    "-fprofile-sample-use=",
    "-frandomize-layout-seed-file=",
    "-fsanitize-blacklist=",
    "-fsanitize-coverage-allowlist=",
    "-fsanitize-coverage-blacklist=",
    "-fsanitize-coverage-ignorelist=",
    "-fsanitize-coverage-whitelist=",
    "-fsanitize-ignorelist=",
    "-fsanitize-system-blacklist=",
    "-fsanitize-system-ignorelist=",
    "-fthinlto-index=",
    "-fxray-always-instrument=",
    "-fxray-attr-list=",
    "-fxray-never-instrument=",
    "-specs="};

// Options whose argument is the next word, unless it is joined to them; what
// it means is without interest here.
constexpr std::array<std::string_view, 44> kTakesNext = {
    "--param",
    "--sysroot",
    "-A",
    "-D",
    "-F",
    "-G",
    "-I",
    "-L",
    "-MQ",
    "-MT",
    "-T",
    "-U",
    "-V",
    "-Xarch_device",
    "-Xarch_host",
    "-Xlinker",
    "-arch",
    "-aux-triple",
    "-b",
    "-cxx-isystem",
    "-e",
    "-framework",
    "-gcc-toolchain",
    "-idirafter",
    "-iframework",
    "-imultilib",
    "-iprefix",
    "-iquote",
    "-isysroot",
    "-isystem",
    "-isystem-after",
    "-iwithprefix",
    "-iwithprefixbefore",
    "-iwithsysroot",
    "-l",
    "-mllvm",
    "-mthread-model",
    "-object-file-name",
    "-resource-dir",
    "-stdlib++-isystem",
    "-target",
    "-triple",
    "-u",
    "-z",
};
static_assert(std::ranges::is_sorted(kTakesNext));

struct Refusal {
  std::string_view begin;
  std::string_view reason;
};

// By the beginning of an option.
constexpr std::array kRefusals = std::to_array<Refusal>({
    {"-save-temps", "it keeps intermediate files"},
    {"--save-temps", "it keeps intermediate files"},
    {"-fdump-", "it writes dumps"},
    {"-fopt-info", "it writes reports on optimizations"},
    {"-fsave-optimization-record", "it writes reports on optimizations"},
    {"-foptimization-record", "it writes reports on optimizations"},
    {"-fcallgraph-info", "it writes a call graph"},
    {"-aux-info", "it writes a list of functions"},
    {"--aux-info", "it writes a list of functions"},
    {"-fdiagnostics-format=json-file", "it writes diagnostics to a file"},
    {"-fdiagnostics-format=sarif-file", "it writes diagnostics to a file"},
    {"-fdiagnostics-add-output", "it writes diagnostics to a file"},
    {"-fdiagnostics-set-output", "it writes diagnostics to a file"},
    {"-fmodule", "it uses modules"},
    {"-fcxx-modules", "it uses modules"},
    {"-fimplicit-module", "it uses modules"},
    {"-fbuiltin-module-map", "it uses modules"},
    {"-fprebuilt-", "it uses modules"},
    {"-fdeps-", "it writes what modules it needs"},
    {"--precompile", "it makes a module or a precompiled header"},
    {"-fbranch-probabilities", "it reads a profile by a name of its own"},
    {"-fauto-profile", "it reads a profile by a name of its own"},
    {"-fprofile-dir", "it writes a profile elsewhere"},
    {"-fprofile-note", "it writes notes for coverage elsewhere"},
    {"-dumpbase", "it names auxiliary files by itself"},
    {"-dumpdir", "it names auxiliary files by itself"},
    {"-auxbase", "it names auxiliary files by itself"},
    {"-wrapper", "it runs its parts through another program"},
    {"-B", "it may run other programs than the compiler's own"},
    {"--config", "it reads a configuration file"},
    {"-MG", "it takes headers that are missing for generated"},
    {"-ivfsoverlay", "it sees files under other names"},
    {"-vfsoverlay", "it sees files under other names"},
    {"-working-directory", "it works in another directory"},
    {"-index-store-path", "it writes an index"},
    {"-dependency-dot", "it writes a graph of headers"},
    {"-gen-cdb-fragment-path", "it writes to a compilation database"},
    {"-emit-pch", "it makes a precompiled header"},
    {"-emit-module", "it makes a module"},
    {"-emit-header", "it makes a module"},
    {"--output=", "its output is told in a way that is not followed"},
    {"--output-", "its output is told in a way that is not followed"},
    {"-###", "it only says what it would do"},
    {"--analyze", "it analyses instead of compiling"},
    {"-fcompare-debug", "it compiles twice"},
    {"-fbuild-session-file", "it reads the time of a file"},
    {"-fproc-stat-report", "it reports on its own run"},
    {"-save-stats", "it reports on its own run"},
    {"--save-stats", "it reports on its own run"},
    {"-fthin-link-bitcode", "it writes a second output"},
    {"-emit-ast", "it writes no object"},
    {"-emit-interface-stubs", "it writes no object"},
    {"-emit-merged-ifs", "it writes no object"},
    {"-gen-reproducer", "it writes a report on an error"},
    {"-ccc-", "it is told what only its makers use"},
    {"-objcmt-", "it changes its sources"},
    {"-dsym-dir", "it writes debug information elsewhere"},
    {"-dependency-file", "it writes a list of headers elsewhere"},
    {"-Xanalyzer", "it passes options on to a part of the compiler"},
    {"-Xcuda", "it passes options on to a part of the compiler"},
    {"-Xopenmp", "it passes options on to a part of the compiler"},
    {"-iwithprefix", "it composes the names of directories"},
    {"-iwithsysroot", "it composes the names of directories"},
    {"-iframeworkwithsysroot", "it composes the names of directories"},
    {"-cuid", "it makes a name of its own command"},
    {"-fmem-report", "it reports on its own run"},
    {"-ftime-report", "it reports on its own run"},
    {"-time", "it reports on its own run"},
    {"-fstats", "it reports on its own run"},
    {"-stats", "it reports on its own run"},
});

// Of those with two dashes, the ones that say what they seem to: many others
// are another name of a short one, and no more than a few of them are in use.
constexpr std::array<std::string_view, 28> kLongOptions = {
    "--all-warnings",
    "--ansi",
    "--define-macro=",
    "--embed-dir=",
    "--end-no-unused-arguments",
    "--extra-warnings",
    "--gcc-install-dir=",
    "--gcc-toolchain=",
    "--gcc-triple=",
    "--ld-path=",
    "--no-default-config",
    "--no-standard-includes",
    "--no-warnings",
    "--optimize",
    "--param",
    "--pedantic",
    "--rtlib=",
    "--signed-char",
    "--specs=",
    "--start-no-unused-arguments",
    "--std=",
    "--stdlib=",
    "--sysroot",
    "--target=",
    "--undefine-macro=",
    "--unsigned-char",
    "--unwindlib=",
    "--warn-",
};

template <typename Names>
std::string_view BeginOf(std::string_view option, const Names& names) {
  for (const std::string_view name : names) {
    if (option.starts_with(name)) return name;
  }
  return {};
}

}  // namespace

std::span<const DirectoryOption> DirectoryOptions() {
  return kDirectoryOptions;
}

std::span<const std::string_view> SysrootOptions() { return kSysroots; }

bool IsNeutralOption(std::string_view option) {
  return !BeginOf(option, kNeutral).empty();
}

std::string_view FileOptionOf(std::string_view option) {
  return BeginOf(option, kReadsFile);
}

bool TakesNextWord(std::string_view option) {
  return std::ranges::binary_search(kTakesNext, option);
}

std::string_view RefusalOf(std::string_view option) {
  // Times, and names of files that are gone when it ends.
  if (option == "-Q" || option == "-v" || option == "--verbose") {
    return "it reports on its own run";
  }
  for (const Refusal& refusal : kRefusals) {
    if (option.starts_with(refusal.begin)) return refusal.reason;
  }
  const bool is_long = option.starts_with("--") && option.size() > 2;
  if (is_long && BeginOf(option, kLongOptions).empty()) {
    return "it is told in a way that is not followed";
  }
  return {};
}

bool IsRefusedFrontEndOption(std::string_view option) {
  return !RefusalOf(option).empty() || option.starts_with("-load") ||
         option.starts_with("-add-plugin") || option.starts_with("-plugin") ||
         option.starts_with("-emit-") || option.starts_with("-dependency-") ||
         option.starts_with("-fmodule") || option.starts_with("-ast-") ||
         option.starts_with("-o") || option.starts_with("-token-cache") ||
         option.starts_with("-header-") || option.starts_with("-stats-file") ||
         option.starts_with("-MT") || option.starts_with("-stack-usage-file") ||
         option.starts_with("-fixit") || option.starts_with("-rewrite-") ||
         option.starts_with("-arcmt") || option.starts_with("-mt-") ||
         option.starts_with("-analyz") || option.starts_with("-diagnostic-") ||
         option.starts_with("-coverage-") ||
         option.starts_with("-split-dwarf") ||
         option.starts_with("-opt-record") ||
         option.starts_with("-code-completion") ||
         option.starts_with("-dump-") || option.starts_with("-i") ||
         option.starts_with("-I") || option.starts_with("-internal-") ||
         option.starts_with("-ftime-trace") ||
         option.starts_with("-fprofile") || option.starts_with("-fcoverage") ||
         option.starts_with("-remap-file") ||
         option.starts_with("-chain-include") ||
         option.starts_with("-record-command-line") ||
         option.starts_with("-fdebug-compilation-dir") || option == "-x";
}

}  // namespace xb
