// SPDX-License-Identifier: Apache-2.0
// What the switches of a profile become: the variables that rules use.
#include <utility>

#include "manifest/project/lower_parts.h"

namespace xb::project {
namespace {

void AddDebug(const Profile& profile, Words* flags) {
  const std::string& debug = profile.debug.value;
  const bool is_wanted =
      debug.empty() && profile.separate_debug.value_or(false);
  if (debug == "true" || is_wanted) flags->emplace_back("-g");
  if (debug != "true" && debug != "false" && !debug.empty() && debug != "0") {
    flags->push_back("-g" + debug);
  }
  if (profile.split_dwarf.value_or(false)) flags->emplace_back("-gsplit-dwarf");
}

void AddWarnings(const Profile& profile, Words* flags) {
  const std::string& warnings = profile.warnings.value;
  if (warnings == "none") flags->emplace_back("-w");
  if (warnings == "all" || warnings == "error") {
    AppendWords({"-Wall", "-Wextra"}, flags);
  }
  if (warnings == "error") flags->emplace_back("-Werror");
}

std::string Sanitizers(const Profile& profile) {
  std::string all;
  for (const Text& one : profile.sanitize) {
    all.append(all.empty() ? "-fsanitize=" : ",").append(one.value);
  }
  return all;
}

std::string LtoFlag(const Profile& profile, CompilerFamily family) {
  const std::string& lto = profile.lto.value;
  if (lto.empty() || lto == "off") return {};
  if (family == CompilerFamily::kClang) {
    return lto == "thin" ? "-flto=thin" : "-flto";
  }
  return "-flto=auto";
}

std::string OptimizeFlag(const Profile& profile) {
  const std::string& level = profile.optimize.value;
  return "-O" + (level.empty() ? "0" : level);
}

// What compiling and linking both need.
Words SharedFlags(const Profile& profile, CompilerFamily family) {
  Words flags;
  const std::string sanitize = Sanitizers(profile);
  if (!sanitize.empty()) flags.push_back(sanitize);
  const std::string lto = LtoFlag(profile, family);
  if (!lto.empty()) flags.push_back(lto);
  if (profile.coverage.value_or(false)) flags.emplace_back("--coverage");
  return flags;
}

Words CompilerFlags(const Profile& profile, CompilerFamily family) {
  Words flags{OptimizeFlag(profile)};
  AddDebug(profile, &flags);
  AddWarnings(profile, &flags);
  if (!Sanitizers(profile).empty()) {
    flags.emplace_back("-fno-omit-frame-pointer");
  }
  if (profile.native.value_or(false)) flags.emplace_back("-march=native");
  AppendWords(SharedFlags(profile, family), &flags);
  return flags;
}

Words LinkerFlags(const Profile& profile, CompilerFamily family,
                  const std::string& linker) {
  Words flags;
  if (!LtoFlag(profile, family).empty()) {
    flags.push_back(OptimizeFlag(profile));
    AddDebug(profile, &flags);
  }
  AppendWords(SharedFlags(profile, family), &flags);
  if (!linker.empty()) flags.push_back("-fuse-ld=" + linker);
  // Else what is stripped would be lost before it is in its own file.
  const bool is_separate = profile.separate_debug.value_or(false);
  if (profile.strip.value_or(false) && !is_separate) flags.emplace_back("-s");
  return flags;
}

Status AddLauncher(Lowering& lowering, const Profile& profile,
                   Variables* variables) {
  const Text& launcher = profile.launcher;
  if (!launcher.is_set()) return Ok();
  std::string program;
  if (launcher.value != "none") {
    if (!lowering.world.FindProgram(launcher.value)) {
      return lowering.project.ErrorAt(
          launcher.place, "the launcher `" + launcher.value + "` is not there");
    }
    program = launcher.value;
  }
  variables->emplace_back("launcher", program);
  return Ok();
}

}  // namespace

std::string AdditionVariable(const Target& target, std::string_view what) {
  return target.name.value + "." + std::string(what);
}

Result<CompileWords> CompileWordsOf(Lowering& lowering, const FlagSet& flags) {
  CompileWords words;
  for (const Text& directory : flags.includes) {
    XB_ASSIGN(const std::string value, lowering.ExpandValue(directory));
    words.common.push_back(QuoteWord("-I" + value));
  }
  XB_ASSIGN(const Words defines, lowering.ExpandWords(flags.defines, "-D"));
  AppendWords(defines, &words.common);
  XB_ASSIGN(const Words common, lowering.ExpandWords(flags.flags));
  AppendWords(common, &words.common);
  XB_ASSIGN(const Words packages,
            lowering.PackageWords(flags.packages, "--cflags"));
  AppendWords(packages, &words.common);
  XB_ASSIGN(words.c, lowering.ExpandWords(flags.cflags));
  XB_ASSIGN(words.cxx, lowering.ExpandWords(flags.cxxflags));
  return words;
}

Result<Words> LinkWordsOf(Lowering& lowering, const FlagSet& flags) {
  XB_ASSIGN(Words words, lowering.ExpandWords(flags.ldflags));
  XB_ASSIGN(const Words libs, lowering.ExpandWords(flags.libs, "-l"));
  AppendWords(libs, &words);
  XB_ASSIGN(const Words packages,
            lowering.PackageWords(flags.packages, "--libs"));
  AppendWords(packages, &words);
  return words;
}

namespace {

// Of options that say so.
Words OptionDefines(const Lowering& lowering) {
  Words words;
  for (const Option& option : lowering.project.options) {
    if (!option.define.is_set()) continue;
    const std::string& value =
        lowering.shape->options.find(option.name.value)->second;
    if (value.empty() || value == "false") continue;
    const std::string tail = value == "true" ? "" : "=" + EscapeValue(value);
    words.push_back(QuoteWord("-D" + EscapeValue(option.define.value) + tail));
  }
  return words;
}

// What optimising by a profile takes: words for counting and for using what was
// counted, and the command that puts it where the compiler looks.
void AddPgo(const Profile& profile, CompilerFamily family,
            Variables* variables) {
  if (profile.pgo.empty()) return;
  const auto add = [&](const char* name, const char* value) {
    variables->emplace_back(name, value);
  };
  add("pgo_count", "-fprofile-generate");
  if (family == CompilerFamily::kClang) {
    // Every program has a `main`, and only some are trained.
    add("pgo_use",
        "-fprofile-use=$builddir/pgo/merged.profdata -Wno-backend-plugin "
        "-Wno-profile-instr-out-of-date -Wno-profile-instr-unprofiled");
    add("pgo_before",
        "rm -rf $builddir/pgo/raw && export "
        "LLVM_PROFILE_FILE=$builddir/pgo/raw/%p-%m.profraw");
    add("pgo_merge",
        "llvm-profdata merge -o $builddir/pgo/merged.profdata "
        "$builddir/pgo/raw && sha256sum $builddir/pgo/merged.profdata");
    return;
  }
  // gcc looks beside the object, by its name.
  add("pgo_use", "-fprofile-use -fprofile-correction -Wno-missing-profile");
  add("pgo_before", "find $builddir/pgo -name '*.gcda' -delete");
  add("pgo_merge",
      "(cd $builddir/pgo && find obj -name '*.gcda' -exec cp --parents {} .. "
      "';' && find obj -name '*.gcda' | LC_ALL=C sort | xargs sha256sum)");
}

// In a profile that inherits from another, what is added for that counts, too.
Status AddAdditions(Lowering& lowering, const Profile& profile,
                    const Target& target, Variables* variables) {
  const Project& project = lowering.project;
  if (target.of_profiles.empty()) return Ok();
  std::vector<std::string_view> chain{profile.name.value};
  for (const Profile* at = &profile; at->parent.is_set();) {
    at = project.FindProfile(at->parent.value);
    chain.insert(chain.begin(), at->name.value);
  }
  Words c;
  Words cxx;
  Words link;
  for (const std::string_view name : chain) {
    for (const TargetAddition& addition : target.of_profiles) {
      if (addition.condition.value != name) continue;
      XB_ASSIGN(const CompileWords words,
                CompileWordsOf(lowering, addition.flags));
      AppendWords(words.common, &c);
      AppendWords(words.c, &c);
      AppendWords(words.common, &cxx);
      AppendWords(words.cxx, &cxx);
      XB_ASSIGN(const Words more, LinkWordsOf(lowering, addition.flags));
      AppendWords(more, &link);
    }
  }
  variables->emplace_back(AdditionVariable(target, "cflags"), JoinWords(c));
  variables->emplace_back(AdditionVariable(target, "cxxflags"), JoinWords(cxx));
  variables->emplace_back(AdditionVariable(target, "ldflags"), JoinWords(link));
  return Ok();
}

}  // namespace

Result<Variables> ProfileVariables(Lowering& lowering, Toolchain& toolchain,
                                   const Profile& profile) {
  const Project& project = lowering.project;
  XB_ASSIGN(const CompilerFamily family, toolchain.FamilyOf(profile));
  Variables variables;
  const auto add = [&](std::string name, std::string value) {
    variables.emplace_back(std::move(name), std::move(value));
  };
  add("cc", EscapeValue(toolchain.Cc(profile)));
  add("cxx", EscapeValue(toolchain.Cxx(profile)));
  XB_ASSIGN(const std::string ar, toolchain.Ar(profile));
  add("ar", EscapeValue(ar));
  XB_TRY(AddLauncher(lowering, profile, &variables));
  XB_ASSIGN(const CompileWords all, CompileWordsOf(lowering, project.flags));
  XB_ASSIGN(const CompileWords own, CompileWordsOf(lowering, profile.flags));
  Words compiler = CompilerFlags(profile, family);
  AppendWords(OptionDefines(lowering), &compiler);
  const auto flags_of = [&](const Text& standard, const Words& of_all,
                            const Words& of_profile) {
    Words flags;
    if (standard.is_set()) flags.push_back(QuoteWord("-std=" + standard.value));
    for (const Words* words : std::initializer_list<const Words*>{
             &compiler, &all.common, &of_all, &own.common, &of_profile}) {
      AppendWords(*words, &flags);
    }
    return JoinWords(flags);
  };
  add("cflags", flags_of(project.c_std, all.c, own.c));
  add("cxxflags", flags_of(project.cxx_std, all.cxx, own.cxx));
  std::string chosen = toolchain.Linker(profile);
  // The usual one knows clang's objects only by a plugin that is seldom there.
  if (chosen.empty() && family == CompilerFamily::kClang &&
      !LtoFlag(profile, family).empty() &&
      lowering.world.FindProgram("ld.lld")) {
    chosen = "lld";
  }
  Words linker = LinkerFlags(profile, family, chosen);
  XB_ASSIGN(const Words of_all, lowering.ExpandWords(project.flags.ldflags));
  XB_ASSIGN(const Words of_profile,
            lowering.ExpandWords(profile.flags.ldflags));
  AppendWords(of_all, &linker);
  AppendWords(of_profile, &linker);
  add("ldflags", JoinWords(linker));
  Words libs;
  for (const FlagSet* flags : {&project.flags, &profile.flags}) {
    XB_ASSIGN(const Words words, lowering.ExpandWords(flags->libs, "-l"));
    AppendWords(words, &libs);
    XB_ASSIGN(const Words packages,
              lowering.PackageWords(flags->packages, "--libs"));
    AppendWords(packages, &libs);
  }
  add("libs", JoinWords(libs));
  if (profile.coverage.value_or(false)) {
    XB_ASSIGN(const std::string gcov, toolchain.Gcov(profile));
    add("gcov", EscapeValue(gcov));
  }
  AddPgo(profile, family, &variables);
  for (const Target& target : project.targets) {
    XB_TRY(AddAdditions(lowering, profile, target, &variables));
  }
  return variables;
}

}  // namespace xb::project
