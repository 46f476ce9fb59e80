/** A building's devices: what a user of the library writes. */
package com.example.building;
