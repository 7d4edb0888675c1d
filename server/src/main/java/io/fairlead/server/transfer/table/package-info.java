/** Rows of files, whatever kind of file they stand in: CSV or the sheet of a workbook. */
@NullMarked
package io.fairlead.server.transfer.table;

import org.jspecify.annotations.NullMarked;
