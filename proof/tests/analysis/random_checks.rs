//! Random small packages: every claim is held against thousands of submissions, and it is counted how many of the claims
//! that are true are made.
