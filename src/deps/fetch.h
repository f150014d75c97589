// SPDX-License-Identifier: Apache-2.0
// Gets sources into the store: an archive by its sha256, a commit of a
// repository.  curl or wget and git do the work; what they bring is believed
// only when its hash is right.  Loop thread only.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "deps/store.h"
#include "manifest/project/dependency_spec.h"

namespace xb::deps {

// The last part of an address, as the name of a file.
std::string FileNameOf(std::string_view url);

// What was asked of where, and failed, is in the error, which says where the
// file can be put by hand.  `name` is the dependency's.
Result<std::string> FetchArchive(const Store& store, const std::string& name,
                                 const project::DependencySource& source);

// The repository in the store, which has the commit.
Result<std::string> FetchCommit(const Store& store, const std::string& name,
                                const project::DependencySource& source);

// FetchArchive() or FetchCommit(); nothing for a path.
Status Fetch(const Store& store, const std::string& name,
             const project::DependencySource& source);
// Whether Fetch() would ask nobody; the archive's hash is not computed.
bool IsFetched(const Store& store, const project::DependencySource& source);

// For `xb lock`: downloads what has no hash yet, and tells it.
Result<std::string> FindSha256(const Store& store, const std::string& name,
                               const project::DependencySource& source);
Result<std::string> FindCommit(const Store& store, const std::string& git,
                               const std::string& ref);

// Hexadecimal; the empty text when there is no such file.
Result<std::string> Sha256OfFile(const std::string& path);

}  // namespace xb::deps
