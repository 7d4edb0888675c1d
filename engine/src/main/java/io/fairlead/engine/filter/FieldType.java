package io.fairlead.engine.filter;

/** The seven types a field can have; the type decides which operators and literals fit. */
public enum FieldType {
    TEXT,
    NUMBER,
    BOOLEAN,
    DATE,
    INSTANT,
    CHOICE,
    ZONE
}
