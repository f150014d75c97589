// SPDX-License-Identifier: Apache-2.0
#include "remake/real_world.h"

#include <utility>

#include "os/file_tree.h"
#include "os/names.h"

namespace xb {

std::vector<std::string> RealWorld::List(const std::string& directory) {
  auto entries = ListDirectory(directory);
  std::vector<std::string> names;
  if (!entries.ok()) return names;
  for (DirectoryEntry& entry : entries.value()) {
    names.push_back(std::move(entry.name));
  }
  return names;
}

bool RealWorld::ExistsAsName(const std::string& path) {
  const auto stat = StatLink(path);
  return stat.ok() && stat.value().exists();
}

std::optional<std::string> RealWorld::RealPath(const std::string& path) {
  return xb::RealPath(path);
}

std::optional<std::string> RealWorld::HomeOf(const std::string& user) {
  return HomeDirectory(user);
}

Status RealWorld::AppendTo(const std::string& path, std::string_view text) {
  return AppendToFile(path, text);
}

make::ShellAnswer RealWorld::Run(const std::vector<std::string>& arguments,
                                 const make::EnvironmentList& environment) {
  make::ShellAnswer answer;
  console_.Begin();
  auto captured = children_.Capture(
      {.words = arguments, .environment = environment, .has_input = true});
  if (!captured.ok()) {
    answer.exit_status = 127;
    answer.error = captured.error().message;
    return answer;
  }
  answer.output = std::move(captured.value().text);
  const ChildEnd& end = captured.value().end;
  answer.exit_status = end.signal != 0 ? end.signal : end.exit_status;
  return answer;
}

}  // namespace xb
