// SPDX-License-Identifier: Apache-2.0
// Secrets and cache directories: what a step can be given that must not be
// seen, and where it may keep what must not matter.  Steps that have either
// are run by `xb -t step`, which this words and reads.  Pure data and
// functions, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xb::project {

enum class SecretOrigin : uint8_t { kEnvironment, kFile, kCommand };

struct Secret {
  std::string name;
  SecretOrigin origin = SecretOrigin::kEnvironment;
  // A variable, a path, or a command whose output is the value, without the
  // last line end.
  std::string source;
  // The variable that a step finds it in, or with `as_file` the name of a file
  // that only its processes can read.
  std::string variable;
  bool as_file = false;
};

enum class CacheDirSharing : uint8_t {
  kShared,   // by all steps at once
  kLocked,   // by one at a time
  kPrivate,  // each has a copy
};

struct CacheDir {
  std::string name;
  std::string path;  // empty: in the user's store
  CacheDirSharing sharing = CacheDirSharing::kShared;
  uint32_t mode = 0;     // permission bits; 0: the usual ones
  std::string owner;     // USER or USER:GROUP; empty: whoever runs it
  std::string variable;  // the step finds its path there
};

std::string_view NameOf(CacheDirSharing sharing);

// A word of the command line of `xb -t step`, and back.
std::string SecretWord(const Secret& secret);
Result<Secret> ParseSecretWord(std::string_view word);
std::string CacheDirWord(const CacheDir& directory);
Result<CacheDir> ParseCacheDirWord(std::string_view word);

}  // namespace xb::project
