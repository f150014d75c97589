// SPDX-License-Identifier: Apache-2.0
#include "remake/real_world.h"

#include <utility>

#include "os/file_tree.h"
#include "os/names.h"

namespace xb {

std::vector<std::string> RealWorld::List(const std::string& directory) {
  auto entries = ListNames(directory);
  std::vector<std::string> names;
  if (!entries.ok()) return names;
  for (NamedEntry& entry : entries.value()) {
    names.push_back(std::move(entry.name));
  }
  // No glob finds what is remembered there.
  std::erase(names, ".xb");
  return names;
}

bool RealWorld::ExistsAsName(const std::string& path) {
  const auto stat = StatLink(path);
  return stat.ok() && stat.value().exists();
}

bool RealWorld::MayExist(const std::string& path) {
  if (!keeps_listings_) return true;
  const size_t slash = path.rfind('/');
  const size_t begin = slash == std::string::npos ? 0 : slash + 1;
  std::string name = path.substr(begin);
  if (name.empty() || name == "." || name == "..") return true;
  const auto [found, is_new] = listings_.try_emplace(path.substr(0, begin));
  Listing& listing = found->second;
  if (is_new) {
    auto entries = ListNames(begin == 0 ? "." : found->first);
    listing.is_known = entries.ok();
    if (entries.ok()) {
      for (NamedEntry& entry : entries.value()) {
        listing.names.insert(std::move(entry.name));
      }
    }
  }
  return !listing.is_known || listing.names.contains(name);
}

void RealWorld::ForgetListings(Forget forget) {
  listings_.clear();
  if (forget == Forget::kForGood) keeps_listings_ = false;
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
  ForgetListings(Forget::kOnce);
  console_.Begin();
  auto captured = children_.Capture(
      {.words = arguments, .environment = environment, .has_input = true});
  answer.is_stopped = children_.IsStopped();
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
