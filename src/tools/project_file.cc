// SPDX-License-Identifier: Apache-2.0
#include "tools/project_file.h"

#include <string>
#include <utility>

#include "manifest/project/read_project.h"
#include "os/system.h"

namespace xb {

Result<std::unique_ptr<ProjectFile>> ReadProjectFile(Disk& disk) {
  XB_ASSIGN(auto text, disk.Read(kProjectFile));
  if (!text) return std::unique_ptr<ProjectFile>();
  auto file = std::make_unique<ProjectFile>();
  XB_ASSIGN(file->document, ParseToml(kProjectFile, *std::move(text)));
  XB_ASSIGN(const std::string here, CurrentDirectory());
  XB_ASSIGN(
      file->project,
      project::ReadProject(file->document, here.substr(here.rfind('/') + 1)));
  return file;
}

Result<std::unique_ptr<ProjectFile>> NeedProjectFile(Disk& disk) {
  XB_ASSIGN(auto file, ReadProjectFile(disk));
  if (file == nullptr) {
    return MakeError("there is no `xb.toml` here",
                     "`xb init` writes one, `-C DIRECTORY` enters another "
                     "directory");
  }
  return file;
}

}  // namespace xb
