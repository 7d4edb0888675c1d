/** Lists of leads: which, in which order, how many; views of them under a name; leads chosen as those of a list. */
@NamedInterface("list")
@NullMarked
package io.fairlead.server.lead.list;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
