// The format in which statements and results cross between Go and this host: the other half of engine/sqlite/wire.go, which explains it.

export const Tag = { Integer: 1, Float: 2, Text: 3, Blob: 4, Null: 5, Error: 6 } as const;

export const Op = { Run: 0, Script: 1, Serialize: 2, Deserialize: 3 } as const;

export const Reply = { Rows: 0, Error: 1, Bindings: 2, Several: 3, Bytes: 4 } as const;

export const Flag = { Transaction: 1, Columns: 2 } as const;

export const Limit = { None: 0, Cancelled: 1, Steps: 2, Result: 3 } as const;

export const Kind = { Scalar: 0, Aggregate: 1, Window: 2 } as const;

export const Call = { Scalar: 0, Step: 1, Inverse: 2, Value: 3, Final: 4 } as const;

export const queryHeader = 32;
export const rowsHeader = 40;
export const errorHeader = 16;
