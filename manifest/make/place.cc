// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/place.h"

#include <utility>

namespace xb::make {

Error MakeErrorAt(const Place& place, std::string message) {
  Error error = MakeError(std::move(message));
  error.exit_status = 2;
  if (place.is_known()) {
    error.position = SourcePosition{.file = std::string(place.file),
                                    .line = place.line,
                                    .column = 0,
                                    .source_line = {}};
  }
  return error;
}

Error MakeErrorTold() { return MakeErrorAt({}, ""); }

std::string PlacePrefix(const Place& place, std::string_view program) {
  if (!place.is_known()) return std::string(program) + ": ";
  return std::string(place.file) + ":" + std::to_string(place.line) + ": ";
}

std::string FormatError(const Error& error, std::string_view program) {
  Place place;
  if (error.position) {
    place = {.file = error.position->file, .line = error.position->line};
  }
  return PlacePrefix(place, program) + "*** " + error.message + ".  Stop.\n";
}

}  // namespace xb::make
