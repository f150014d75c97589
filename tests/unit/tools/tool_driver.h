// SPDX-License-Identifier: Apache-2.0
// ToolDriver runs a tool on a manifest in memory, as a call of the program
// would, and keeps what it printed.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/settings.h"
#include "manifest/ninja/dyndep_parser.h"
#include "manifest/ninja/parser.h"
#include "support/fake_disk.h"
#include "tools/tool.h"

namespace xb {

class StringStream final : public OutputStream {
 public:
  void Write(std::string_view bytes) override { text.append(bytes); }
  std::string text;
};

class ToolDriver {
 public:
  explicit ToolDriver(std::string_view manifest = {}) {
    disk.Create("build.ninja", manifest);
  }

  // `words[0]` names the tool.  Returns the exit status, 1 after an error.
  int Run(std::vector<std::string> words) {
    out.text.clear();
    err.text.clear();
    const Tool* tool = FindTool(words[0]);
    XB_CHECK(tool != nullptr);
    words.erase(words.begin());
    settings.personality = Personality::kNinja;
    ToolContext context{.settings = settings,
                        .program = "ninja",
                        .disk = disk,
                        .out = out,
                        .err = err};
    Load(&context);
    const Result<int> status = tool->run(context, words);
    if (status.ok()) return status.value();
    error_was_fatal = status.error().is_fatal;
    err.Write("error: " + status.error().message + "\n");
    return 1;
  }

  // What the tool printed to standard output; all that there is to see of it
  // when it failed.
  std::string Output(std::vector<std::string> words) {
    const int status = Run(std::move(words));
    return status == 0 ? out.text
                       : out.text + err.text + "exit " + std::to_string(status);
  }

  // Adds to the logs before the tool runs.
  std::function<void(Overlay& overlay, BuildLog& log, DepsLog& deps)> prepare;
  FakeDisk disk;
  Settings settings;
  StringStream out;
  StringStream err;
  bool error_was_fatal = false;

 private:
  // The logs of the context have no file; `prepare` says what is in them.
  void Load(ToolContext* context) {
    Result<ninja::LoadedManifest> loaded =
        ninja::LoadManifest(disk, "build.ninja", {});
    XB_CHECK(loaded.ok());
    manifest_ = std::make_unique<ninja::LoadedManifest>(loaded.Take());
    overlay_ = std::make_unique<Overlay>(manifest_->graph);
    log_ = std::make_unique<BuildLog>(disk, *overlay_);
    deps_ = std::make_unique<DepsLog>(disk, *overlay_);
    context->overlay = overlay_.get();
    context->log = log_.get();
    context->deps = deps_.get();
    context->dyndeps = &dyndeps_;
    if (prepare) prepare(*overlay_, *log_, *deps_);
  }

  std::unique_ptr<ninja::LoadedManifest> manifest_;
  std::unique_ptr<Overlay> overlay_;
  std::unique_ptr<BuildLog> log_;
  std::unique_ptr<DepsLog> deps_;
  ninja::DyndepParser dyndeps_;
};

}  // namespace xb
