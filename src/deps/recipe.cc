// SPDX-License-Identifier: Apache-2.0
#include "deps/recipe.h"

#include <string_view>

#include "base/text.h"

namespace xb::deps {
namespace {

using project::BuildTools;
using project::DependencySpec;
using project::RecipeKind;
using project::TextPairs;

// As within double quotes: variables and commands are still what they are.
std::string Expanding(std::string_view word) {
  std::string quoted = "\"";
  for (const char c : word) {
    if (c == '"') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

class ScriptWriter {
 public:
  ScriptWriter(const DependencySpec& spec, const RecipePlaces& places)
      : spec_(spec), places_(places) {}

  std::string Write() {
    if (spec_.kind == RecipeKind::kNone) return {};
    script_ = "set -e\ncd " + ShellEscape(places_.source) + "\nset -x\n";
    switch (spec_.kind) {
      case RecipeKind::kNone:
        break;
      case RecipeKind::kMake:
        Make("");
        break;
      case RecipeKind::kAutotools:
        Autotools();
        break;
      case RecipeKind::kCMake:
        CMake();
        break;
      case RecipeKind::kMeson:
        Meson();
        break;
      case RecipeKind::kCommands:
        for (const std::string& command : spec_.commands) {
          script_ += command + "\n";
        }
        break;
    }
    return std::move(script_);
  }

 private:
  void Add(std::string_view word) {
    if (!script_.empty() && script_.back() != '\n') script_ += ' ';
    script_ += word;
  }
  void AddPlain(std::string_view word) { Add(ShellEscape(word)); }
  void AddArgs() {
    for (const std::string& arg : spec_.args) Add(Expanding(arg));
  }
  void AddDefinition(std::string_view name, const std::string& value) {
    if (!value.empty()) AddPlain(std::string(name) + "=" + value);
  }
  // In front of a command.  Quoted as a whole it would be the command.
  void AddVariable(std::string_view name, const std::string& value) {
    Add(std::string(name) + "=" + ShellEscape(value));
  }
  void End() { script_ += '\n'; }

  // A Makefile that says `CC = gcc` must hear of another compiler.
  void AddMakeToolchain() {
    AddDefinition("CC", spec_.tools.cc);
    AddDefinition("CXX", spec_.tools.cxx);
    AddDefinition("AR", spec_.tools.ar);
    AddDefinition("RANLIB", spec_.tools.ranlib);
    AddDefinition("STRIP", spec_.tools.strip);
  }

  void Make(std::string_view without_arguments) {
    const bool has_arguments = without_arguments.empty();
    const auto call = [&] {
      Add("make");
      if (has_arguments) {
        AddMakeToolchain();
        AddArgs();
        if (spec_.installs) {
          AddDefinition("PREFIX", places_.prefix);
          AddDefinition("prefix", places_.prefix);
        }
      }
    };
    call();
    for (const std::string& target : spec_.targets) AddPlain(target);
    End();
    if (!spec_.installs) return;
    // Many install targets cannot do two things at once.
    Add("MAKEFLAGS=");
    call();
    AddDefinition("DESTDIR", places_.stage);
    if (spec_.install_targets.empty()) Add("install");
    for (const std::string& target : spec_.install_targets) AddPlain(target);
    End();
  }

  void Autotools() {
    Add("./configure");
    AddPlain("--prefix=" + places_.prefix);
    AddPlain("--libdir=" + places_.prefix + "/lib");
    if (!spec_.tools.triple.empty()) {
      AddPlain("--host=" + spec_.tools.triple);
    }
    AddArgs();
    End();
    Make("no arguments: configure has had them");
  }

  void CMake() {
    const BuildTools& tools = spec_.tools;
    Add("cmake -S . -G Ninja -B");
    AddPlain(places_.build);
    AddDefinition("-DCMAKE_MAKE_PROGRAM", places_.program);
    AddDefinition("-DCMAKE_INSTALL_PREFIX", places_.prefix);
    AddPlain("-DCMAKE_INSTALL_LIBDIR=lib");
    AddPlain("-DCMAKE_BUILD_TYPE=Release");
    AddPlain("-DBUILD_SHARED_LIBS=OFF");
    AddDefinition("-DCMAKE_C_COMPILER", tools.cc);
    AddDefinition("-DCMAKE_CXX_COMPILER", tools.cxx);
    AddDefinition("-DCMAKE_AR", tools.ar);
    AddDefinition("-DCMAKE_RANLIB", tools.ranlib);
    AddDefinition("-DCMAKE_STRIP", tools.strip);
    AddDefinition("-DCMAKE_SYSROOT", tools.sysroot);
    if (!tools.triple.empty()) {
      AddPlain("-DCMAKE_SYSTEM_NAME=Linux");
      AddPlain("-DCMAKE_SYSTEM_PROCESSOR=" +
               tools.triple.substr(0, tools.triple.find('-')));
    }
    std::string prefixes;
    for (const auto& [name, place] : places_.dependencies) {
      prefixes += (prefixes.empty() ? "" : ";") + place;
    }
    AddDefinition("-DCMAKE_PREFIX_PATH", prefixes);
    AddArgs();
    End();
    Add("cmake --build");
    AddPlain(places_.build);
    if (!spec_.targets.empty()) Add("--target");
    for (const std::string& target : spec_.targets) AddPlain(target);
    End();
    if (!spec_.installs) return;
    AddVariable("DESTDIR", places_.stage);
    Add("cmake --install");
    AddPlain(places_.build);
    End();
  }

  void Meson() {
    AddVariable("NINJA", places_.program);
    Add("meson setup");
    AddPlain(places_.build);
    AddPlain("--prefix=" + places_.prefix);
    Add("--libdir=lib --buildtype=release --default-library=static "
        "--wrap-mode=nodownload");
    if (!MesonCrossFile(spec_).empty()) {
      AddPlain("--cross-file=" + MesonCrossPath(places_));
    }
    AddArgs();
    End();
    AddPlain(places_.program);
    Add("-C");
    AddPlain(places_.build);
    for (const std::string& target : spec_.targets) AddPlain(target);
    End();
    if (!spec_.installs) return;
    AddVariable("DESTDIR", places_.stage);
    Add("meson install --no-rebuild -C");
    AddPlain(places_.build);
    End();
  }

  const DependencySpec& spec_;
  const RecipePlaces& places_;
  std::string script_;
};

std::string JoinPlaces(const RecipePlaces& places, std::string_view before,
                       std::string_view after, char separator) {
  std::string text;
  for (const auto& [name, place] : places.dependencies) {
    if (!text.empty()) text += separator;
    text.append(before).append(place).append(after);
  }
  return text;
}

std::string Both(const std::string& first, const std::string& second) {
  return first.empty() || second.empty() ? first + second
                                         : first + " " + second;
}

}  // namespace

std::string VariableName(const std::string& name) {
  std::string variable;
  for (const char c : name) {
    const bool is_small = c >= 'a' && c <= 'z';
    const bool is_kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    variable += is_small ? static_cast<char>(c - 'a' + 'A') : is_kept ? c : '_';
  }
  return variable;
}

std::string RecipeScript(const DependencySpec& spec,
                         const RecipePlaces& places) {
  return ScriptWriter(spec, places).Write();
}

std::string MesonCrossPath(const RecipePlaces& places) {
  return places.build + ".cross.ini";
}

std::string MesonCrossFile(const DependencySpec& spec) {
  const BuildTools& tools = spec.tools;
  if (spec.kind != RecipeKind::kMeson || tools.triple.empty()) return {};
  std::string text = "[binaries]\n";
  const auto add = [&](std::string_view key, const std::string& value) {
    if (value.empty()) return;
    text.append(key).append(" = '").append(value).append("'\n");
  };
  add("c", tools.cc);
  add("cpp", tools.cxx);
  add("ar", tools.ar);
  add("strip", tools.strip);
  const std::string cpu = tools.triple.substr(0, tools.triple.find('-'));
  text += "\n[properties]\n";
  add("sys_root", tools.sysroot);
  text += "\n[host_machine]\nsystem = 'linux'\nendian = 'little'\n";
  add("cpu_family", cpu);
  add("cpu", cpu);
  return text;
}

TextPairs RecipeEnvironment(const DependencySpec& spec,
                            const RecipePlaces& places) {
  TextPairs all;
  const auto add = [&](std::string name, std::string value) {
    if (!value.empty()) all.emplace_back(std::move(name), std::move(value));
  };
  const BuildTools& tools = spec.tools;
  const std::string sysroot =
      tools.sysroot.empty() ? "" : "--sysroot=" + tools.sysroot;
  add("LC_ALL", "C");
  // For those who write the time into what they make.
  add("SOURCE_DATE_EPOCH", "315532800");
  add("CC", tools.cc);
  add("CXX", tools.cxx);
  add("AR", tools.ar);
  add("RANLIB", tools.ranlib);
  add("STRIP", tools.strip);
  add("CFLAGS", Both(sysroot, spec.cflags));
  add("CXXFLAGS", Both(sysroot, spec.cxxflags));
  add("LDFLAGS",
      Both(Both(sysroot, spec.ldflags), JoinPlaces(places, "-L", "/lib", ' ')));
  add("CPPFLAGS", JoinPlaces(places, "-I", "/include", ' '));
  add("PKG_CONFIG_PATH", JoinPlaces(places, "", "/lib/pkgconfig", ':'));
  for (const auto& [name, place] : places.dependencies) {
    add("XB_DEP_" + VariableName(name), place);
  }
  add("SOURCE", places.source);
  add("BUILD", places.build);
  add("PREFIX", places.prefix);
  add("XB", places.program);
  if (!tools.triple.empty()) add("TRIPLE", tools.triple);
  // Elsewhere it is given to the one command that installs.
  if (spec.kind == RecipeKind::kCommands) add("DESTDIR", places.stage);
  for (const auto& [name, value] : spec.env) add(name, value);
  return all;
}

std::string TreeOf(const DependencySpec& spec, const RecipePlaces& places) {
  const bool is_elsewhere =
      spec.kind == RecipeKind::kCMake || spec.kind == RecipeKind::kMeson;
  return is_elsewhere ? places.build : places.source;
}

}  // namespace xb::deps
