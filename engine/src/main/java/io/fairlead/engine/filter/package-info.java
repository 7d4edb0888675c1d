/** The one filter language: a closed typed tree with a text form (CEL syntax) and a JSON form. */
@NullMarked
package io.fairlead.engine.filter;

import org.jspecify.annotations.NullMarked;
