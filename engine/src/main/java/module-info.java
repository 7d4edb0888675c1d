/** The pure distribution engine: no framework, no database, no clock, no randomness, no logging. */
module io.fairlead.engine {
    requires static org.jspecify;

    exports io.fairlead.engine.coverage;
    exports io.fairlead.engine.desk;
    exports io.fairlead.engine.distribution;
    exports io.fairlead.engine.filter;
    exports io.fairlead.engine.simulation;
    exports io.fairlead.engine.time;
}
