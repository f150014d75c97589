// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/keys.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/check.h"

namespace xb::project {
namespace {

using Choice = std::string_view;

constexpr Choice kTargetTypes[] = {"executable", "static", "shared", "object",
                                   "test"};
constexpr Choice kOptimize[] = {"0", "1", "2", "3", "s", "g", "fast"};
constexpr Choice kWarnings[] = {"none", "default", "all", "error"};
constexpr Choice kSanitizers[] = {"address", "undefined", "thread", "leak",
                                  "memory"};
constexpr Choice kLto[] = {"off", "on", "thin"};
constexpr Choice kLinkers[] = {"mold", "lld", "gold", "bfd", "default"};
constexpr Choice kLaunchers[] = {"ccache", "distcc", "icecc", "sccache",
                                 "none"};
constexpr Choice kOptionTypes[] = {"bool", "text", "integer", "choice"};

// What several sections have.
constexpr auto kFlagKeys = std::to_array<Key>({
    {"includes", kWordsValue, "[]", "directories where headers are looked for",
     "includes = [\"include\"]"},
    {"defines", kWordsValue, "[]", "macros, as `NAME` or `NAME=VALUE`",
     "defines = [\"USE_TLS\", \"LEVEL=3\"]"},
    {"flags", kWordsValue, "[]", "for the compilers of C and C++",
     "flags = [\"-fno-plt\"]"},
    {"cflags", kWordsValue, "[]", "for the compiler of C",
     "cflags = [\"-Wstrict-prototypes\"]"},
    {"cxxflags", kWordsValue, "[]", "for the compiler of C++",
     "cxxflags = [\"-fno-rtti\"]"},
    {"ldflags", kWordsValue, "[]", "for linking", "ldflags = [\"-rdynamic\"]"},
    {"libs", kWordsValue, "[]", "libraries of the system: `m` means `-lm`",
     "libs = [\"m\", \"pthread\"]"},
    {"packages", kWordsValue, "[]",
     "what pkg-config knows; its flags are added", "packages = [\"zlib\"]"},
});

template <size_t kCount>
constexpr auto WithFlags(const std::array<Key, kCount>& keys) {
  std::array<Key, kCount + kFlagKeys.size()> all{};
  std::copy(keys.begin(), keys.end(), all.begin());
  std::copy(kFlagKeys.begin(), kFlagKeys.end(), all.begin() + kCount);
  return all;
}

constexpr auto kProjectKeys = WithFlags(std::to_array<Key>({
    {"name", kTextValue, "the directory's", "what it is called",
     "name = \"hello\""},
    {"version", kTextValue, "\"\"",
     "its version; `PROJECT_VERSION` is not defined by it, `{version}` is",
     "version = \"1.4.0\""},
    {"build_dir", kTextValue, "\"build\"",
     "where outputs go, in a directory for each profile",
     "build_dir = \"out\""},
    {"default", kWordsValue, "all targets but tests",
     "what `xb` without a name builds", "default = [\"server\"]"},
    {"cc", kTextValue, "$CC or \"cc\"", "the compiler of C", "cc = \"clang\""},
    {"cxx", kTextValue, "$CXX or \"c++\"", "the compiler of C++",
     "cxx = \"clang++\""},
    {"ar", kTextValue, "$AR or \"ar\"", "what makes static libraries",
     "ar = \"llvm-ar\""},
    {"c_std", kTextValue, "the compiler's", "the standard of C",
     "c_std = \"c11\""},
    {"cxx_std", kTextValue, "the compiler's", "the standard of C++",
     "cxx_std = \"c++20\""},
}));

constexpr auto kTargetKeys = WithFlags(std::to_array<Key>({
    {"type", kTextValue, "\"executable\"", "what it is", "type = \"static\"",
     kTargetTypes},
    {"sources", kWordsValue, "[]",
     "files and patterns: `*` and `?` stay in a directory, `**` goes below it; "
     "outputs of steps, too",
     "sources = [\"src/**/*.c\"]"},
    {"exclude", kWordsValue, "[]", "files and patterns that are no sources",
     "exclude = [\"src/*_test.c\"]"},
    {"deps", kWordsValue, "[]",
     "targets and dependencies: what they export is used, libraries are linked",
     "deps = [\"core\"]"},
    {"after", kWordsValue, "[]",
     "steps and targets that are done before anything here is compiled",
     "after = [\"config_h\"]"},
    {"output", kTextValue, "NAME, libNAME.a, libNAME.so",
     "the name of the file", "output = \"app-2\""},
    {"version", kTextValue, "\"\"",
     "of a shared library: its soname ends in the first number",
     "version = \"2.1.0\""},
    {"pch", kTextValue, "\"\"", "a header that is precompiled",
     "pch = \"src/all.h\""},
    {"unity", kBoolValue | kIntegerValue, "false",
     "compile several sources as one: so many, or 16", "unity = true"},
    {"pic", kBoolValue, "true for libraries",
     "position independent code, for shared libraries", "pic = false"},
    {"default", kBoolValue, "true, but for tests",
     "whether `xb` without a name builds it", "default = false"},
    {"install", kBoolValue | kTextValue, "false",
     "install it, or into this directory", "install = true"},
    {"args", kWordsValue, "[]", "of a test: its arguments",
     "args = [\"--fast\"]"},
    {"env", kTableValue, "{}", "of a test: its environment",
     "env = { LANG = \"C\" }"},
    {"data", kWordsValue, "[]",
     "of a test: files and patterns that it reads; it runs again when they "
     "change",
     "data = [\"tests/data/*\"]"},
    {"directory", kTextValue, "\".\"", "of a test: where it runs",
     "directory = \"tests\""},
    {"timeout", kIntegerValue, "that of [test]",
     "of a test: seconds until it is ended; 0: never", "timeout = 10"},
    {"exit_status", kIntegerValue, "0", "of a test: what means success",
     "exit_status = 77"},
    {"public", kAnyValue, "", "see `[target.NAME.public]`", ""},
    {"profile", kAnyValue, "", "see `[target.NAME.profile.PROFILE]`", ""},
    {"option", kAnyValue, "", "see `[target.NAME.option.OPTION]`", ""},
}));

constexpr auto kPublicKeys = WithFlags(std::to_array<Key>({
    {"deps", kWordsValue, "[]",
     "as `deps`, and what they export is exported again", "deps = [\"base\"]"},
}));

constexpr auto kAdditionKeys = WithFlags(std::to_array<Key>({
    {"sources", kWordsValue, "[]", "more of them; not for a profile",
     "sources = [\"src/tls.c\"]"},
    {"deps", kWordsValue, "[]", "more of them; not for a profile",
     "deps = [\"tls\"]"},
}));

constexpr auto kProfileKeys = WithFlags(std::to_array<Key>({
    {"inherits", kTextValue, "\"\"",
     "another profile, whose values count where this one has none",
     "inherits = \"prod\""},
    {"optimize", kTextValue | kIntegerValue, "\"0\"", "`-O`", "optimize = 2",
     kOptimize},
    {"debug", kBoolValue | kIntegerValue, "false",
     "debugging information: `-g`, or of a level", "debug = 3"},
    {"warnings", kTextValue, "\"default\"",
     "`all` means `-Wall -Wextra`, `error` also `-Werror`, `none` is `-w`",
     "warnings = \"error\"", kWarnings},
    {"sanitize", kWordsValue, "[]", "`-fsanitize=`, for compiling and linking",
     "sanitize = [\"address\", \"undefined\"]", kSanitizers},
    {"lto", kBoolValue | kTextValue, "false",
     "optimise when linking; `thin` with clang", "lto = \"thin\"", kLto},
    {"strip", kBoolValue, "false", "link without symbols", "strip = true"},
    {"separate_debug", kBoolValue, "false",
     "debugging information goes into NAME.debug", "separate_debug = true"},
    {"coverage", kBoolValue, "false", "`--coverage`, for `xb coverage`",
     "coverage = true"},
    {"native", kBoolValue, "false", "`-march=native`", "native = true"},
    {"split_dwarf", kBoolValue, "false",
     "`-gsplit-dwarf`: what debuggers need stays with the objects",
     "split_dwarf = true"},
    {"linker", kWordsValue, "[]",
     "`-fuse-ld=` the first of these that is installed, or else the usual one",
     "linker = [\"mold\", \"lld\"]", kLinkers},
    {"launcher", kTextValue, "\"none\"", "what compiles are called through",
     "launcher = \"ccache\"", kLaunchers},
    {"pgo", kWordsValue, "[]",
     "optimise by a profile that these commands make: targets are built to "
     "count, the commands run, and all is compiled again",
     "pgo = [\"{build}/server --self-test\"]"},
    {"cc", kTextValue, "that of [project]", "the compiler of C",
     "cc = \"clang\""},
    {"cxx", kTextValue, "that of [project]", "the compiler of C++",
     "cxx = \"clang++\""},
    {"ar", kTextValue, "that of [project]", "what makes static libraries",
     "ar = \"gcc-ar\""},
    {"options", kTableValue, "{}", "options that have another default",
     "options = { tls = \"true\" }"},
}));

constexpr Key kStepKeys[] = {
    {"command", kAnyValue, "needed",
     "for the shell; of several, one after the other until one fails",
     "command = \"sed s/@/1/ {in} >{out}\""},
    {"inputs", kWordsValue, "[]", "files and patterns: `{in}`",
     "inputs = [\"config.h.in\"]"},
    {"outputs", kWordsValue, "[]", "files: `{out}`",
     "outputs = [\"{build}/config.h\"]"},
    {"after", kWordsValue, "[]", "steps and targets that are done before",
     "after = [\"tool\"]"},
    {"depfile", kTextValue, "\"\"", "a file of further inputs, as gcc -MD has",
     "depfile = \"{out}.d\""},
    {"env", kTableValue, "{}", "its environment", "env = { LANG = \"C\" }"},
    {"directory", kTextValue, "\".\"",
     "where it runs; `{in}` and `{out}` are absolute then",
     "directory = \"docs\""},
    {"pool", kTextValue, "\"\"", "a pool that it takes a place of",
     "pool = \"heavy\""},
    {"console", kBoolValue, "false", "it has the terminal for itself",
     "console = true"},
    {"description", kTextValue, "the command", "what the status shows",
     "description = \"configure\""},
    {"timeout", kIntegerValue, "0", "seconds until it is ended; 0: never",
     "timeout = 60"},
    {"always", kBoolValue, "false", "it runs in each build", "always = true"},
    {"cache", kBoolValue, "false",
     "whether its results may be kept in the cache: what it reads is among its "
     "inputs and in its depfile",
     "cache = true"},
    {"default", kBoolValue, "false",
     "whether `xb` without a name runs it; else who needs it does",
     "default = true"},
    {"secrets", kWordsValue, "[]", "secrets that it is given",
     "secrets = [\"npm\"]"},
    {"cache_dirs", kWordsValue, "[]", "directories that it is given",
     "cache_dirs = [\"cargo\"]"},
};

constexpr Choice kRecipes[] = {"none",  "make",      "cmake",
                               "meson", "autotools", "commands"};
constexpr Choice kSecretForms[] = {"variable", "file"};
constexpr Choice kSharingChoices[] = {"shared", "locked", "private"};

// What a dependency has, and again for a profile or a platform.
constexpr auto kRecipeKeys = std::to_array<Key>({
    {"args", kWordsValue, "[]",
     "arguments of configure, cmake, meson or make, as within double quotes of "
     "a shell: `$PREFIX`, `$XB_DEP_NAME` and variables of `env` are known",
     "args = [\"--disable-cxx\", \"--with-zlib=$XB_DEP_ZLIB\"]"},
    {"targets", kWordsValue, "[]", "what make, cmake or meson is to build",
     "targets = [\"static\"]"},
    {"env", kTableValue, "{}",
     "more variables; of the environment of xb only PATH, HOME and the like "
     "are passed on",
     "env = { LANG = \"C\" }"},
    {"cflags", kWordsValue, "[]", "CFLAGS", "cflags = \"-O2 -fPIC\""},
    {"cxxflags", kWordsValue, "[]", "CXXFLAGS", "cxxflags = [\"-O2\"]"},
    {"ldflags", kWordsValue, "[]", "LDFLAGS", "ldflags = [\"-Wl,-O1\"]"},
});

template <size_t kCount>
constexpr auto WithRecipe(const std::array<Key, kCount>& keys) {
  std::array<Key, kCount + kRecipeKeys.size()> all{};
  std::copy(keys.begin(), keys.end(), all.begin());
  std::copy(kRecipeKeys.begin(), kRecipeKeys.end(), all.begin() + kCount);
  return all;
}

constexpr auto kDependencyKeys = WithRecipe(std::to_array<Key>({
    {"url", kWordsValue, "one of `url`, `git` and `path` is needed",
     "the address of an archive; of several the first that works",
     "url = [\"https://example.org/zlib-1.3.tar.gz\"]"},
    {"sha256", kTextValue, "that of xb.lock", "of the archive",
     "sha256 = \"ff0ba4c2...\""},
    {"git", kTextValue, "", "the address of a repository",
     "git = \"https://example.org/zlib.git\""},
    {"commit", kTextValue, "that of xb.lock", "all 40 digits of its name",
     "commit = \"09155eaa...\""},
    {"ref", kTextValue, "\"HEAD\"", "a branch or tag, for `xb lock`",
     "ref = \"refs/tags/v1.3\""},
    {"path", kTextValue, "", "a directory of the project",
     "path = \"third_party/zlib\""},
    {"patches", kWordsValue, "[]", "files, applied in this order",
     "patches = [\"patches/zlib.patch\"]"},
    {"patch_strip", kIntegerValue, "1", "`patch -p`", "patch_strip = 0"},
    {"build", kTextValue, "\"none\"",
     "how it is built; `none`: its headers are all that is wanted",
     "build = \"cmake\"", kRecipes},
    {"subdir", kTextValue, "\".\"", "where in the sources that begins",
     "subdir = \"src\""},
    {"commands", kWordsValue, "[]",
     "of `build = \"commands\"`: for the shell, one after the other. They "
     "install into `$DESTDIR$PREFIX`",
     "commands = [\"./Configure --prefix=$PREFIX\", \"make\", \"make "
     "install\"]"},
    {"install", kBoolValue | kListValue, "true",
     "install it, by these targets of its Makefile; false: what comes out is "
     "taken from where it was built",
     "install = [\"install_dev\"]"},
    {"profile_flags", kBoolValue, "false",
     "compile it as the profile compiles the project, for each profile anew",
     "profile_flags = true"},
    {"libs", kWordsValue, "[]",
     "libraries that come out, which users link in this order; below the "
     "prefix",
     "libs = [\"lib/libz.a\"]"},
    {"includes", kWordsValue, "[]", "directories of headers that come out",
     "includes = [\"include\"]"},
    {"programs", kWordsValue, "[]", "programs that come out",
     "programs = [\"bin/protoc\"]"},
    {"deps", kWordsValue, "[]", "dependencies that it is built with",
     "deps = [\"zlib\"]"},
    {"defines", kWordsValue, "[]", "macros for those who use it",
     "defines = [\"ZLIB_CONST\"]"},
    {"link", kWordsValue, "[]", "words at the end of their links",
     "link = [\"-ldl\", \"-pthread\"]"},
    {"profile", kAnyValue, "", "see `[dependency.NAME.profile.PROFILE]`", ""},
    {"platform", kAnyValue, "", "as `profile`, for a platform", ""},
}));

constexpr Key kPlatformKeys[] = {
    {"triple", kTextValue, "one of `triple`, `cc` and `cxx` is needed",
     "what the names of its tools begin with",
     "triple = \"aarch64-linux-gnu\""},
    {"cc", kTextValue, "TRIPLE-gcc", "the compiler of C",
     "cc = \"clang --target=aarch64-linux-gnu\""},
    {"cxx", kTextValue, "TRIPLE-g++", "the compiler of C++",
     "cxx = \"aarch64-linux-gnu-g++-12\""},
    {"ar", kTextValue, "TRIPLE-gcc-ar, or TRIPLE-ar where `cc` is given",
     "what makes static libraries", "ar = \"llvm-ar\""},
    {"ranlib", kTextValue, "as `ar`", "for dependencies",
     "ranlib = \"llvm-ranlib\""},
    {"strip", kTextValue, "TRIPLE-strip", "for dependencies",
     "strip = \"llvm-strip\""},
    {"sysroot", kTextValue, "\"\"", "where its headers and libraries are",
     "sysroot = \"/opt/arm64\""},
    {"cflags", kWordsValue, "[]", "for the compiler of C",
     "cflags = [\"-mcpu=cortex-a72\"]"},
    {"cxxflags", kWordsValue, "[]", "for the compiler of C++",
     "cxxflags = [\"-mcpu=cortex-a72\"]"},
    {"ldflags", kWordsValue, "[]", "for linking", "ldflags = [\"-static\"]"},
    {"runner", kWordsValue, "[]",
     "what its programs are called through on this machine",
     "runner = [\"qemu-aarch64\", \"-L\", \"/usr/aarch64-linux-gnu\"]"},
};

constexpr Key kSecretKeys[] = {
    {"env", kTextValue, "one of `env`, `file` and `command` is needed",
     "a variable of the environment of xb; no other step finds it in its own",
     "env = \"NPM_TOKEN\""},
    {"file", kTextValue, "", "a file", "file = \"~/.config/token\""},
    {"command", kTextValue, "", "a command that prints it",
     "command = \"pass show npm\""},
    {"as", kTextValue, "\"variable\"",
     "how steps get it: as the value of a variable, or as a file in memory "
     "whose name is the value",
     "as = \"file\"", kSecretForms},
    {"variable", kTextValue, "that of `env`, or NAME in capitals",
     "the variable that steps find it in", "variable = \"TOKEN\""},
};

constexpr Key kCacheDirKeys[] = {
    {"path", kTextValue, "in the store",
     "where it is; from the store all projects have the one of a name",
     "path = \"~/.cargo/registry\""},
    {"sharing", kTextValue, "\"shared\"",
     "`shared`: steps use it at once, `locked`: one after the other, "
     "`private`: each has a copy of `path`, which the next one may take over",
     "sharing = \"locked\"", kSharingChoices},
    {"mode", kTextValue, "as any new directory",
     "its permissions when it is made", "mode = \"0750\""},
    {"owner", kTextValue, "whoever runs xb",
     "USER or USER:GROUP that it is given to when it is made",
     "owner = \"build:build\""},
    {"variable", kTextValue, "NAME_DIR in capitals",
     "the variable that steps find its path in", "variable = \"CARGO_HOME\""},
};

constexpr Key kPoolKeys[] = {
    {"depth", kIntegerValue, "needed", "how many steps of it run at once",
     "depth = 1"},
};

constexpr Key kOptionKeys[] = {
    {"type", kTextValue, "\"bool\"", "what it may be", "type = \"choice\"",
     kOptionTypes},
    {"default", kTextValue | kBoolValue | kIntegerValue,
     "false, 0, \"\" or the first choice", "what it is without `-D NAME=VALUE`",
     "default = true"},
    {"choices", kListValue, "[]", "of the type `choice`: what it may be",
     "choices = [\"libc\", \"jemalloc\"]"},
    {"help", kTextValue, "\"\"", "what it is for", "help = \"with TLS\""},
    {"define", kTextValue, "\"\"",
     "a macro of this name has the value; none for false and empty ones",
     "define = \"USE_TLS\""},
};

constexpr Key kInstallKeys[] = {
    {"prefix", kTextValue, "\"/usr/local\"",
     "where `xb install` puts things; `-D prefix=DIR` says otherwise. "
     "`DESTDIR` stands before it",
     "prefix = \"/opt/hello\""},
    {"bin", kTextValue, "\"bin\"", "below the prefix: executables",
     "bin = \"sbin\""},
    {"lib", kTextValue, "\"lib\"", "libraries", "lib = \"lib64\""},
    {"include", kTextValue, "\"include\"", "headers",
     "include = \"include/hello\""},
    {"headers", kWordsValue, "[]", "files and patterns that go there",
     "headers = [\"include/*.h\"]"},
    {"files", kTableValue, "{}",
     "other files and patterns, and below the prefix where to",
     "files = { \"doc/*.1\" = \"share/man/man1\" }"},
};

constexpr Key kTestKeys[] = {
    {"timeout", kIntegerValue, "300",
     "seconds after which a test is ended; 0: never", "timeout = 30"},
    {"wrapper", kWordsValue, "[]", "what tests are called through",
     "wrapper = [\"valgrind\", \"-q\", \"--error-exitcode=1\"]"},
    {"env", kTableValue, "{}", "the environment of tests",
     "env = { ASAN_OPTIONS = \"detect_leaks=0\" }"},
};

constexpr SectionSpec kSections[] = {
    {"project", "the project as a whole, and what counts for all targets",
     kProjectKeys},
    {"target.NAME", "a program or a library", kTargetKeys},
    {"target.NAME.public",
     "what counts for the target and for those that have it in their `deps`",
     kPublicKeys},
    {"target.NAME.profile.PROFILE", "what a profile adds to a target",
     kAdditionKeys},
    {"target.NAME.option.OPTION",
     "what a target has besides where an option is true; where it has a value: "
     "`[target.NAME.option.\"OPTION=VALUE\"]`",
     kAdditionKeys},
    {"profile.NAME",
     "how all is compiled; `dev`, `prod` and `test` exist without it. Settings "
     "may be here, too",
     kProfileKeys},
    {"step.NAME", "any command", kStepKeys},
    {"pool.NAME", "a bound for how many steps run at once", kPoolKeys},
    {"option.NAME", "what whoever builds may choose by `-D NAME=VALUE`",
     kOptionKeys},
    {"dependency.NAME",
     "a third-party source tree, which targets name in their `deps`",
     kDependencyKeys},
    {"dependency.NAME.profile.PROFILE", "what is added for a profile",
     kRecipeKeys},
    {"dependency.NAME.platform.PLATFORM", "what is added for a platform",
     kRecipeKeys},
    {"platform.NAME",
     "another machine that all can be built for, by `--platform NAME`",
     kPlatformKeys},
    {"secret.NAME", "what only steps that ask for it may see", kSecretKeys},
    {"cache-dir.NAME", "a directory that steps keep between builds",
     kCacheDirKeys},
    {"install", "what `xb install` does", kInstallKeys},
    {"test", "how `xb test` runs tests", kTestKeys},
};

std::string_view FirstPart(std::string_view name) {
  return name.substr(0, name.find('.'));
}

}  // namespace

std::span<const SectionSpec> AllSections() { return kSections; }

const SectionSpec& SectionNamed(std::string_view name) {
  const auto* const found = std::find_if(
      std::begin(kSections), std::end(kSections),
      [&](const SectionSpec& section) { return section.name == name; });
  XB_CHECK(found != std::end(kSections));
  return *found;
}

const Key* FindKey(const SectionSpec& section, std::string_view name) {
  const auto found =
      std::find_if(section.keys.begin(), section.keys.end(),
                   [&](const Key& key) { return key.name == name; });
  return found == section.keys.end() ? nullptr : &*found;
}

std::string DescribeKinds(const Key& key) {
  std::vector<std::string> kinds;
  std::string one;
  if (key.choices.empty()) {
    one = "a string";
  } else {
    for (const std::string_view choice : key.choices) {
      one.append(one.empty() ? "one of `" : ", `").append(choice).append("`");
    }
  }
  if ((key.kinds & kBoolValue) != 0) kinds.emplace_back("true or false");
  if ((key.kinds & kIntegerValue) != 0) kinds.emplace_back("a whole number");
  if ((key.kinds & kListValue) != 0) {
    if (key.choices.empty()) one = "strings";
    kinds.emplace_back("a list of " + one);
  } else if ((key.kinds & kTextValue) != 0) {
    kinds.push_back(one);
  }
  if ((key.kinds & kTableValue) != 0) kinds.emplace_back("a table of strings");
  if ((key.kinds & kAnyValue) != 0) kinds.emplace_back("a table");
  std::string all = kinds[0];
  for (size_t i = 1; i < kinds.size(); ++i) all += ", or " + kinds[i];
  return all;
}

std::vector<std::string_view> ProjectSections() {
  std::vector<std::string_view> names;
  for (const SectionSpec& section : kSections) {
    const std::string_view first = FirstPart(section.name);
    if (first == "profile") continue;
    if (names.empty() || names.back() != first) names.push_back(first);
  }
  return names;
}

std::vector<std::string_view> ProfileSwitches() {
  std::vector<std::string_view> names;
  names.reserve(kProfileKeys.size());
  for (const Key& key : kProfileKeys) names.push_back(key.name);
  return names;
}

}  // namespace xb::project
