// SPDX-License-Identifier: Apache-2.0
// The one spelling of a path: what names a node of the graph.  Purely
// textual, symbolic links are never looked at.  The caller refuses the empty
// path; it has no spelling.  Pure functions, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace xb {

// True when CanonicalizePath() would leave `path` as it is.  One scan; most
// paths of a generated manifest pass.
bool IsCanonicalPath(std::string_view path);

// Drops `.` components, repeated and trailing slashes, and resolves `x/..`.
// A `..` with nothing before it to resolve stays, also after a leading `/`.
// What resolves to nothing is `.`, an empty path stays empty.
// Never makes the path longer, never allocates.
void CanonicalizePath(std::string* path);

// The same in a buffer of `size` bytes; returns the new size.
size_t CanonicalizePath(char* path, size_t size);

// What stands behind the last slash; the whole of a path without one.
std::string_view PathName(std::string_view path);

// What stands before it: `.` without one, `/` of what lies in the root.
std::string_view PathDirectory(std::string_view path);

}  // namespace xb
