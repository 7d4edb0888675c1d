/**
 * A company's leads, people and books at work: carries decisions out, lets leads wait, takes them back, moves them. The
 * same for a simulation and for the live server.
 */
@NullMarked
package io.fairlead.engine.desk;

import org.jspecify.annotations.NullMarked;
