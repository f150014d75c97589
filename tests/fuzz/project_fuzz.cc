// SPDX-License-Identifier: Apache-2.0
// Any bytes are a project file, whose manifest can be read, or an error that
// points at a place.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "config/settings_text.h"
#include "manifest/ninja/parser.h"
#include "manifest/project/facts.h"
#include "manifest/project/init.h"
#include "manifest/project/keys.h"
#include "manifest/project/lower.h"
#include "manifest/project/read_project.h"
#include "support/fake_disk.h"
#include "support/fake_project_world.h"

namespace {

// Names of the project may be those of outputs or rules of others only where
// that is an error of its own.
void ReadManifest(const xb::project::LoweredProject& lowered) {
  xb::FakeDisk disk;
  disk.Create("build.xb", lowered.manifest);
  for (const auto& [path, text] : lowered.parts) {
    disk.Create(path, text);
  }
  const auto loaded = xb::ninja::LoadManifest(
      disk, "build.xb", {.takes_profiles = true, .profiles = {{"dev"}}});
  if (loaded.ok()) return;
  // Outputs are compared as they are written, not as variables make them.
  const std::string& message = loaded.error().message;
  XB_CHECK(message.find("multiple rules generate") != std::string::npos ||
           message.find("too large") != std::string::npos ||
           message.find("expands to itself") != std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace xb;
  const std::string text(reinterpret_cast<const char*>(data), size);
  project::DefinesMain(text);
  if (const auto facts = project::Facts::Decode(text)) {
    XB_CHECK(project::Facts::Decode(facts->Encode()).has_value());
  }
  const auto sections = project::ProjectSections();
  const SettingsText settings = LeaveOutSections(text, sections);
  XB_CHECK(settings.text.size() == text.size());
  const auto document = ParseToml("xb.toml", text);
  if (!document.ok()) return 0;
  // What is left of a good file is one.
  XB_CHECK(ParseToml("xb.toml", settings.text).ok());
  const auto project = project::ReadProject(document.value(), "here");
  if (!project.ok()) {
    XB_CHECK(project.error().position.has_value());
    return 0;
  }
  FakeProjectWorld world;
  for (const char* path : {"a.c", "src/b.cc", "src/c.c", "include/d.h"}) {
    world.Add(path);
  }
  const auto lowered = project::Lower(
      project.value(), world,
      {.chosen = {}, .profiles = {}, .root = "/here", .command = "xb gen"});
  if (lowered.ok()) {
    ReadManifest(lowered.value());
  } else {
    XB_CHECK(!lowered.error().message.empty());
  }
  return 0;
}
