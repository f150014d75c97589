// SPDX-License-Identifier: Apache-2.0
// Which manifest is meant when nobody named one: build.ninja, or else build.xb,
// or else a Makefile.  What other build systems left is no manifest, but tells
// what to do first.  Only as xb.  Loop thread only.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "config/settings.h"
#include "os/disk.h"

namespace xb {

struct ManifestChoice {
  // False: nobody named one, and there is none.
  bool found = true;
  // It is a Makefile, by its name if somebody named it.
  bool is_makefile = false;
  // What else could have been meant, in the order of preference; nothing when
  // build.ninja is there, which needs no explanation.
  std::vector<std::string> others;
};

// Sets `settings->manifest` unless a flag did.
ManifestChoice ChooseManifest(Disk& disk, Settings* settings);

// The error for a directory without a manifest: what is there instead.
Error ExplainNoManifest(Disk& disk);

}  // namespace xb
