// SPDX-License-Identifier: Apache-2.0
// RunAccount is what a run of make leaves for people who ask about it: why it
// has read Makefiles, and what kept it from being remembered.  It stands beside
// the stamp of the same call (`.xb/make-*.why`, misc/doc/formats.md).  A value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "remake/environment_view.h"

namespace xb {

// The variables of the environment that are part of a key.
inline constexpr const char* kKeyVariables[] = {"MAKEFLAGS", "GNUMAKEFLAGS",
                                                "MAKELEVEL"};

inline constexpr char kStampPrefix[] = "make-";
// Behind the name of the stamp.
inline constexpr char kAccountSuffix[] = ".why";

struct RunAccount {
  std::string key;  // of the stamp
  std::string program;
  std::vector<std::string> arguments;
  int64_t time_s = 0;
  std::string because;   // why Makefiles were read
  std::string not_kept;  // empty: the run was remembered
};

std::string EncodeAccount(const RunAccount& account);
// nullopt: it is none, or damaged.
std::optional<RunAccount> DecodeAccount(std::string_view file);

struct KeptAccount {
  RunAccount account;
  std::string stamp;  // the path where it is, if there is one
};
// Of the working directory, the latest first.
std::vector<KeptAccount> ReadAccounts();

// Another build of the program may know better.
std::string VersionAndBuild(const std::string& version);
// What is another about the call of key `now` than about that of `before`,
// which had the same words.
std::string_view WhatIsOther(std::string_view before, std::string_view now);
// The key that a call like that of `key` would have now, as far as the program
// and the environment make it.
std::string PresentKey(std::string_view key, std::string_view version,
                       const EnvironmentView& environment);

// A command of $(shell), as a person would write it.
std::string CommandText(const std::vector<std::string>& words);

}  // namespace xb
