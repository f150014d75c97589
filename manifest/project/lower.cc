// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/lower.h"

#include <algorithm>
#include <string_view>

#include "base/hash.h"
#include "manifest/project/lower_parts.h"
#include "manifest/project/profiles.h"

namespace xb::project {
namespace {

constexpr std::string_view kPartsDirectory = ".xb/edges/";
constexpr size_t kNameSize = 16;

struct ShapedProfile {
  Profile flat;
  Shape shape;
  Variables variables;
  std::string edges;  // which part; empty: there is only one
};

class ProjectLowering {
 public:
  ProjectLowering(const Project& project, World& world, LowerOptions options)
      : project_(project),
        options_(std::move(options)),
        lowering_(project, world),
        toolchain_(project, world) {
    lowering_.program = options_.program;
  }

  Result<LoweredProject> Lower() {
    XB_TRY(CheckBuildDir());
    XB_TRY(FindShapes());
    XB_TRY(WriteParts());
    XB_TRY(CheckCompilers());
    LoweredProject lowered;
    WriteHead();
    if (parts_.size() == 1) {
      text_.Append(parts_[0].second);
    } else {
      text_.Line("include " + std::string(kPartsDirectory) + "$xb_edges.xb");
      for (auto& [name, part] : parts_) {
        lowered.parts.emplace_back(PartPath(name), std::move(part));
      }
    }
    for (auto& part : counting_parts_) {
      lowered.parts.push_back(std::move(part));
    }
    lowered.profiles = complete_;
    lowered.build_dir = project_.build_dir.value;
    for (const Target& target : project_.targets) NoteMade(target, &lowered);
    lowered.manifest = text_.Take();
    lowered.listings = lowering_.globber.answers();
    return lowered;
  }

 private:
  static std::string NameOf(const std::string& text) {
    return HexOf(Xxh3Wide(text)).substr(0, kNameSize);
  }
  static std::string PartPath(const std::string& name) {
    return std::string(kPartsDirectory) + name + ".xb";
  }

  static void NoteMade(const Target& target, LoweredProject* lowered) {
    const std::string& name = target.name.value;
    if (target.type == TargetType::kTest) lowered->tests.push_back(name);
    if (target.type == TargetType::kTest ||
        target.type == TargetType::kExecutable) {
      lowered->programs[name] =
          target.output.is_set() ? target.output.value : name;
    }
  }

  // It is a part of commands and of paths everywhere.
  Status CheckBuildDir() const {
    const std::string& directory = project_.build_dir.value;
    const auto is_good = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
             (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
             c == '/';
    };
    if (!directory.empty() && directory[0] != '-' &&
        std::all_of(directory.begin(), directory.end(), is_good)) {
      return Ok();
    }
    return project_.ErrorAt(project_.build_dir.place,
                            "`" + directory + "` cannot be `build_dir`",
                            "it has letters, digits, `_`, `-`, `.` and `/`");
  }

  Status FindShapes() {
    for (const Profile& profile : project_.profiles) {
      ShapedProfile shaped;
      shaped.flat = Flatten(project_, profile);
      XB_ASSIGN(shaped.shape.options,
                ValuesFor(project_, shaped.flat, options_.chosen));
      shaped.shape.separate_debug = shaped.flat.separate_debug.value_or(false);
      for (const Text& command : shaped.flat.pgo) {
        shaped.shape.pgo.push_back(command.value);
      }
      lowering_.has_launcher |= shaped.flat.launcher.is_set();
      profiles_.push_back(std::move(shaped));
    }
    return Ok();
  }

  Status WriteParts() {
    std::vector<const Shape*> shapes;
    for (ShapedProfile& profile : profiles_) {
      lowering_.Begin(profile.shape);
      XB_ASSIGN(profile.variables,
                ProfileVariables(lowering_, toolchain_, profile.flat));
      XB_TRY(
          AddRecipes(lowering_, toolchain_, profile.flat, &profile.variables));
      XB_TRY(AddRunner(profile.flat, &profile.variables));
      const auto known = std::find_if(
          shapes.begin(), shapes.end(),
          [&](const Shape* shape) { return *shape == profile.shape; });
      const size_t number = known - shapes.begin();
      if (known == shapes.end()) {
        shapes.push_back(&profile.shape);
        XB_TRY(WritePart(profile));
      }
      profile.edges = parts_[number].first;
    }
    return Ok();
  }

  // What runs programs of another platform; empty on this one.
  Status AddRunner(const Profile& profile, Variables* variables) {
    if (project_.platforms.empty()) return Ok();
    XB_ASSIGN(const Words words, lowering_.ExpandWords(profile.runner));
    variables->emplace_back("xb_runner", JoinWords(words));
    return Ok();
  }

  Status WritePart(const ShapedProfile& profile) {
    if (!profile.shape.pgo.empty()) {
      XB_ASSIGN(std::string counting, LowerCounting(lowering_));
      lowering_.Begin(profile.shape);
      std::string file = PartPath(NameOf(counting));
      XB_TRY(LowerTraining(lowering_, profile.flat.pgo, file));
      counting_parts_.emplace_back(std::move(file), std::move(counting));
    }
    XB_TRY(RegisterOutputs(lowering_));
    XB_TRY(CheckCircles(lowering_));
    XB_TRY(LowerDependencies(lowering_));
    XB_TRY(LowerSteps(lowering_));
    XB_TRY(LowerTargets(lowering_));
    XB_TRY(LowerTests(lowering_));
    XB_TRY(LowerInstall(lowering_));
    Words defaults = lowering_.defaults;
    if (!project_.defaults.empty()) {
      defaults.clear();
      for (const Text& name : project_.defaults) {
        defaults.push_back(EscapePath(name.value));
      }
    }
    if (defaults.empty()) {
      // Where there are only tests, to build them is what is left.
      for (const Target& target : project_.targets) {
        defaults.push_back(EscapePath(target.name.value));
      }
    }
    if (!defaults.empty()) {
      lowering_.text.Line("default " + JoinWords(defaults));
    }
    std::string text = lowering_.text.Take();
    std::string name = NameOf(text);
    parts_.emplace_back(std::move(name), std::move(text));
    return Ok();
  }

  // A profile that nobody asks for may need what is not there.
  Status CheckCompilers() {
    for (const ShapedProfile& profile : profiles_) {
      Status status = CheckCompilersOf(profile.flat);
      const std::string& name = profile.flat.name.value;
      if (status.ok()) {
        complete_.push_back(name);
        continue;
      }
      const auto& wanted = options_.profiles;
      const bool is_wanted =
          wanted.empty()
              ? name == kUsualProfile
              : std::find(wanted.begin(), wanted.end(), name) != wanted.end();
      if (is_wanted) return status;
    }
    return Ok();
  }

  Status CheckCompilersOf(const Profile& profile) {
    if (lowering_.cc_user.line != 0) {
      XB_TRY(toolchain_.CheckCompiler(profile, false, lowering_.cc_user));
    }
    if (lowering_.cxx_user.line == 0) return Ok();
    return toolchain_.CheckCompiler(profile, true, lowering_.cxx_user);
  }

  void WriteHead() {
    text_.Line(kGeneratedMark);
    text_.Line("# What is changed here is lost; xb.toml is what to change.");
    text_.Variable("xb_required_version", "1.0");
    const std::string withheld = WithheldVariables(project_);
    if (!withheld.empty()) text_.Variable("xb_withheld", withheld);
    text_.Blank();
    const std::string build_dir = project_.build_dir.value + "/$profile";
    for (const ShapedProfile& profile : profiles_) {
      text_.Line("profile " + profile.flat.name.value);
      // Their flags may name it.
      text_.Binding("builddir", build_dir);
      if (parts_.size() > 1) text_.Binding("xb_edges", profile.edges);
      for (const auto& [name, value] : profile.variables) {
        text_.Binding(name, value);
      }
    }
    text_.Line("default_profile " + std::string(kUsualProfile));
    text_.Variable("builddir", build_dir);
    text_.Variable("objcopy", "objcopy");
    const Text& prefix = project_.install.prefix;
    text_.Variable("prefix",
                   prefix.is_set() ? EscapeValue(prefix.value) : "/usr/local");
    if (lowering_.uses_root) {
      text_.Variable("root", EscapeValue(options_.root));
    }
    text_.Blank();
    for (const Pool& pool : project_.pools) {
      text_.Line("pool " + pool.name.value);
      text_.Binding("depth", std::to_string(pool.depth));
    }
    text_.Rule("xb.generate");
    text_.Binding("command", options_.command);
    text_.Binding("description", "GENERATE $out");
    text_.Binding("generator", "1");
    text_.Binding("restat", "1");
    text_.Line("build build.xb: xb.generate xb.toml");
    // For what several sources are compiled as one, or what is precompiled.
    text_.Rule("xb.includes");
    text_.Binding("command", "printf '#include \"%s\"\\n' $in >$out");
    text_.Binding("description", "INCLUDES $out");
    text_.Line("build xb.always: phony");
    if (!project_.dependencies.empty()) {
      WriteDependencyRule(&text_, options_.program);
    }
    text_.Blank();
  }

  const Project& project_;
  const LowerOptions options_;
  Lowering lowering_;
  Toolchain toolchain_;
  std::vector<ShapedProfile> profiles_;
  std::vector<std::pair<std::string, std::string>> parts_;  // name and text
  std::vector<std::pair<std::string, std::string>> counting_parts_;  // path
  // Those whose compilers are there.
  std::vector<std::string> complete_;
  ManifestText text_;
};

}  // namespace

Result<LoweredProject> Lower(const Project& project, World& world,
                             LowerOptions options) {
  return ProjectLowering(project, world, std::move(options)).Lower();
}

}  // namespace xb::project
