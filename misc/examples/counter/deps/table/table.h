// SPDX-License-Identifier: Apache-2.0
// Prints values in a column.  One of the two libraries that the counter brings
// along; it can be built without this one.
#pragma once

void PrintRow(const char* name, long value);
