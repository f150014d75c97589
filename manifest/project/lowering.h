// SPDX-License-Identifier: Apache-2.0
// Lowering: what the functions that write build.xb share while they do.  Lives
// on the stack of Lower(); one thread.
//
// A manifest is one text that all profiles read, with variables that differ:
// `$cflags`, `$builddir`.  Where profiles need other edges (options with other
// values, debugging information in files of its own, pgo), those of one Shape
// are in a file of their own that build.xb includes by a variable.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "manifest/project/glob.h"
#include "manifest/project/manifest_text.h"
#include "manifest/project/option_section.h"
#include "manifest/project/project.h"
#include "manifest/project/toolchain.h"
#include "manifest/project/world.h"

namespace xb::project {

// What makes the edges of a profile, beside variables.
struct Shape {
  OptionValues options;
  bool separate_debug = false;
  std::vector<std::string> pgo;

  bool operator==(const Shape&) const = default;
};

// Words in the language of manifests, each quoted for the shell.
struct CompileWords {
  Words common;  // -I and -D, flags for both languages
  Words c;
  Words cxx;
};

// What a target, a dependency or whatever stands in `deps` gives to others.
struct Provided {
  CompileWords compile;
  // Outputs that are there before anything that uses it is compiled.
  Words order_only;
  // Files that change when headers do that are outputs of no edge.
  Words headers;
  // In the order of the linker's command; paths.
  Words link_inputs;
  Words link_words;  // -L, -l and other flags, after all inputs
  bool needs_cxx = false;
  bool has_shared = false;
};

// Where something is made.
struct Maker {
  std::string what;  // `target.app`
  Place place;
};

class Lowering {
 public:
  Lowering(const Project& project, World& world)
      : project(project), world(world), globber(world) {}

  const Project& project;
  World& world;
  std::string program;  // xb, in the language of manifests
  Globber globber;

  // Of the shape that is being written.
  const Shape* shape = nullptr;
  // What is built to count how often it goes where, for pgo; it has its own
  // `$builddir`.
  bool is_counting = false;
  // What all objects need besides, after ` |`.
  std::string object_inputs;
  ManifestText text;
  // Of the present shape: all outputs, by their paths in the manifest.
  std::map<std::string, Maker> makers;
  // By name in `deps`.
  std::map<std::string, Provided> provided;
  // What `after = ["NAME"]` waits for.
  std::map<std::string, Words> done;
  // Built by default.
  Words defaults;
  Words tests;
  Words coverage_inputs;
  // The first target with sources of the language; line 0: none.
  Place cc_user, cxx_user;
  // `$root`, the directory of the project.
  bool uses_root = false;
  // Some profile has one.
  bool has_launcher = false;

  // Begins the edges of another shape.
  void Begin(const Shape& next);
  // `build NAME: phony ...` for people, who do not ask for what only counts.
  void Alias(const std::string& name, const Words& outputs);
  // Whether `output` is new; else the error at `place`.
  Status Make(const std::string& output, const std::string& what, Place place);

  // `{build}` and so on become what they stand for, everything else stays what
  // it is; in the language of manifests.  `in` and `out`: what `{in}` and
  // `{out}` are in a step.
  struct InOut {
    bool is_step = false;
    std::string_view in = {};
    std::string_view out = {};
    std::string_view build = "$builddir";
  };
  Result<std::string> ExpandValue(const Text& text, const InOut& names);
  Result<std::string> ExpandValue(const Text& text) {
    return ExpandValue(text, InOut());
  }
  // The same for a path, without `.` and `//` in it.
  Result<std::string> ExpandPath(const Text& text);
  // Each word is quoted.
  Result<Words> ExpandWords(const Texts& texts, std::string_view before = {});

  // What pkg-config says: `what` is `--cflags` or `--libs`.
  Result<Words> PackageWords(const Texts& packages, const std::string& what);

  // Files that patterns match, outputs and files; in the language of
  // manifests.  One that is not there is an error.
  Result<Words> Files(const Texts& patterns, const Texts& exclude,
                      bool may_be_empty = true);

 private:
  std::map<std::string, std::string> package_words_;
};

}  // namespace xb::project
