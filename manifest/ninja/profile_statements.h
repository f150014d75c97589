// SPDX-License-Identifier: Apache-2.0
// ProfileStatements: the statements `profile` and `default_profile` of one
// file, which only xb knows.  Belongs to the parser of the file.
#pragma once

#include <string_view>

#include "base/result.h"
#include "manifest/ninja/manifest_file.h"

namespace xb::ninja {

class ProfileStatements {
 public:
  explicit ProfileStatements(ManifestFile& file) : file_(file) {}

  // Reads one of them, if one comes next; false: it is an assignment.
  Result<bool> Parse();

  // Before each statement that a profile may change the meaning of: from here
  // on the chosen one counts.
  Status Settle() {
    return file_.load.profiles.is_open() ? ApplyChosen() : Ok();
  }
  // The same for an assignment of `raw`.
  Status SettleFor(const RawText& raw);

 private:
  Status ApplyChosen();
  Status ParseProfile(const char* begin);
  Status ParseDefaultProfile();
  Status CheckPlace() const;
  // Of the word read last.
  SourcePosition Here() const;

  ManifestFile& file_;
};

}  // namespace xb::ninja
