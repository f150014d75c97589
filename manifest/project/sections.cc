// SPDX-License-Identifier: Apache-2.0
// The sections that are little more than their keys: [project], [pool.NAME],
// [install] and [test].
#include <utility>

#include "manifest/project/read_project.h"

namespace xb::project {
namespace {

// A number may be written as one.
std::optional<int64_t> NumberOf(const TableReader& table,
                                std::string_view key) {
  if (!table.Has(key)) return std::nullopt;
  return table.GetInteger(key, 0);
}

}  // namespace

Status ReadProjectSection(const TomlDocument& document, const TomlNode& node,
                          Project* project) {
  const TableReader table(document, node, "project", "project");
  XB_TRY(table.Check());
  if (table.Has("name")) project->name = table.GetText("name");
  project->version = table.GetText("version");
  if (table.Has("build_dir")) project->build_dir = table.GetText("build_dir");
  project->defaults = table.GetList("default");
  project->cc = table.GetText("cc");
  project->cxx = table.GetText("cxx");
  project->ar = table.GetText("ar");
  project->c_std = table.GetText("c_std");
  project->cxx_std = table.GetText("cxx_std");
  project->flags = ReadFlags(table);
  return Ok();
}

Status ReadPool(const TomlDocument& document, const TomlNode& node,
                Project* project) {
  XB_TRY(CheckName(document, node, "a pool"));
  const TableReader table(document, node, "pool." + node.key, "pool.NAME");
  XB_TRY(table.Check());
  Pool pool{.name = {node.key, PlaceOf(node)},
            .depth = table.GetInteger("depth", 0)};
  if (pool.depth == 0) {
    return document.ErrorAt(node, "`pool." + node.key + "` needs a `depth`",
                            "how many steps of it run at once, as `depth = 1`");
  }
  if (node.key == "console") {
    return document.ErrorAt(node, "`console` exists already",
                            "a step says `console = true`");
  }
  project->pools.push_back(std::move(pool));
  return Ok();
}

Status ReadInstall(const TomlDocument& document, const TomlNode& node,
                   Project* project) {
  const TableReader table(document, node, "install", "install");
  XB_TRY(table.Check());
  InstallSection& install = project->install;
  install.prefix = table.GetText("prefix");
  install.bin = table.GetText("bin");
  install.lib = table.GetText("lib");
  install.include = table.GetText("include");
  if (table.Has("headers")) {
    install.files.push_back(
        {table.GetList("headers"), {}, PlaceOf(*table.Find("headers"))});
  }
  for (auto& [files, to] : table.GetTable("files")) {
    const Place place = files.place;
    install.files.push_back({{std::move(files)}, std::move(to), place});
  }
  return Ok();
}

Status ReadTest(const TomlDocument& document, const TomlNode& node,
                Project* project) {
  const TableReader table(document, node, "test", "test");
  XB_TRY(table.Check());
  project->test = {.timeout = NumberOf(table, "timeout"),
                   .wrapper = table.GetWords("wrapper"),
                   .env = table.GetTable("env")};
  return Ok();
}

}  // namespace xb::project
