// SPDX-License-Identifier: Apache-2.0
#include "base/path.h"

#include <cstring>

namespace xb {
namespace {

// The end of the component that starts at `at`.
const char* ComponentEnd(const char* at, const char* end) {
  const void* slash = std::memchr(at, '/', static_cast<size_t>(end - at));
  return slash != nullptr ? static_cast<const char*>(slash) : end;
}

}  // namespace

bool IsCanonicalPath(std::string_view path) {
  const char* at = path.data();
  const char* const end = at + path.size();
  if (path.empty() || path == "/" || path == ".") return true;
  if (*at == '/') ++at;
  bool only_parents = true;
  while (true) {
    const char* stop = ComponentEnd(at, end);
    const size_t length = static_cast<size_t>(stop - at);
    if (length == 0) return false;
    const bool is_parent = length == 2 && at[0] == '.' && at[1] == '.';
    if (is_parent ? !only_parents : length == 1 && *at == '.') return false;
    only_parents = only_parents && is_parent;
    if (stop == end) return true;
    at = stop + 1;
  }
}

size_t CanonicalizePath(char* path, size_t size) {
  if (IsCanonicalPath({path, size})) return size;
  const char* at = path;
  const char* const end = path + size;
  const size_t root = *at == '/' ? 1 : 0;
  at += root;
  // Invariant: path[root, to) holds components, each followed by a slash, of
  // which the last `removable` are not `..`.
  size_t to = root;
  size_t removable = 0;
  while (at < end) {
    const char* stop = ComponentEnd(at, end);
    const size_t length = static_cast<size_t>(stop - at);
    const std::string_view component(at, length);
    at = stop < end ? stop + 1 : end;
    if (component.empty() || component == ".") continue;
    if (component == ".." && removable > 0) {
      --removable;
      do {
        --to;
      } while (to > root && path[to - 1] != '/');
      continue;
    }
    if (component != "..") ++removable;
    std::memmove(path + to, component.data(), length);
    to += length;
    // The byte after the component was read already or is past the end of a
    // last component, where the slash is not wanted.
    if (to < size) path[to] = '/';
    ++to;
  }
  if (to > root) --to;
  if (to == 0) path[to++] = '.';
  return to;
}

void CanonicalizePath(std::string* path) {
  path->resize(CanonicalizePath(path->data(), path->size()));
}

std::string_view PathName(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view PathDirectory(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace xb
