/** The conventions of the HTTP interface: problems, permissions, safe headers, the web app's files. */
@NamedInterface("http")
@NullMarked
package io.fairlead.server.platform.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
