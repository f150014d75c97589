// SPDX-License-Identifier: Apache-2.0
// Targets and steps that wait for each other could never be built.
#include <map>
#include <utility>

#include "manifest/project/lower_parts.h"

namespace xb::project {
namespace {

class CircleFinder {
 public:
  explicit CircleFinder(Lowering& lowering) : lowering_(lowering) {}

  Status Check() {
    XB_TRY(Gather());
    for (const auto& [name, links] : links_) XB_TRY(Visit(name));
    return Ok();
  }

 private:
  enum class State : uint8_t { kNew, kOpen, kDone };

  Status Gather() {
    for (const Target& target : lowering_.project.targets) {
      Texts& links = links_[target.name.value];
      for (const Texts* names :
           {&target.deps, &target.exported_deps, &target.after}) {
        links.insert(links.end(), names->begin(), names->end());
      }
      for (const TargetAddition& addition : target.of_options) {
        XB_ASSIGN(const bool holds, Holds(lowering_.project, addition.condition,
                                          lowering_.shape->options));
        if (!holds) continue;
        links.insert(links.end(), addition.deps.begin(), addition.deps.end());
        XB_TRY(AddMakers(addition.sources, &links));
      }
      XB_TRY(AddMakers(target.sources, &links));
    }
    for (const Step& step : lowering_.project.steps) {
      Texts& links = links_[step.name.value];
      links.insert(links.end(), step.after.begin(), step.after.end());
      const Texts named = TargetsNamedIn(step.commands);
      links.insert(links.end(), named.begin(), named.end());
      XB_TRY(AddMakers(step.inputs, &links));
    }
    return Ok();
  }

  Status AddMakers(const Texts& files, Texts* links) {
    for (const Text& file : files) {
      XB_ASSIGN(const std::string path, lowering_.ExpandPath(file));
      const auto maker = lowering_.makers.find(path);
      if (maker == lowering_.makers.end()) continue;
      const std::string& what = maker->second.what;
      links->push_back({what.substr(what.find('.') + 1), file.place});
    }
    return Ok();
  }

  // As deep as a chain of names; a project has no more of them than the stack
  // has room for.
  Status Visit(const std::string& name) {
    State& state = states_[name];
    if (state == State::kDone) return Ok();
    state = State::kOpen;
    path_.push_back(name);
    for (const Text& link : links_[name]) {
      if (links_.count(link.value) == 0) continue;
      if (states_[link.value] == State::kOpen) return Circle(link);
      XB_TRY(Visit(link.value));
    }
    path_.pop_back();
    states_[name] = State::kDone;
    return Ok();
  }

  Error Circle(const Text& link) const {
    std::string names;
    bool is_in = false;
    for (const std::string& name : path_) {
      is_in |= name == link.value;
      if (is_in) names += "`" + name + "` -> ";
    }
    return lowering_.project.ErrorAt(
        link.place,
        "each waits for the other: " + names + "`" + link.value + "`");
  }

  Lowering& lowering_;
  std::map<std::string, Texts> links_;
  std::map<std::string, State> states_;
  std::vector<std::string> path_;
};

}  // namespace

Status CheckCircles(Lowering& lowering) {
  return CircleFinder(lowering).Check();
}

}  // namespace xb::project
